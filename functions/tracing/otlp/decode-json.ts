import * as z from 'zod';
import { describeIssue } from '../../../shared/http/describe-issue.ts';
import { isObject } from '../../../shared/json/json-object.ts';
import { decodeJsonValue, jsonAttributesSchema } from './decode-json-value.ts';
import { define } from './decode-protobuf-value.ts';
import { createDecodingBudget } from './decoding-budget.ts';
import { listOf } from './list-of.ts';
import {
  type Attributes,
  type DecodedSpan,
  emptySpan,
  type OtlpScope,
  type OtlpSpan,
  type OtlpSpanGroup,
} from './otlp-request.ts';
import { withJsonNames } from './proto-names.ts';

/**
 * OTLP/JSON: proto3's JSON mapping with ids in hex and enums as numbers
 * (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding). `null` stands for the default everywhere.
 */
/** By the names of JSON or by those of the `.proto`. */
const object = <T extends z.ZodRawShape>(shape: T) => z.preprocess(withJsonNames, z.object(shape));
const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined);

/** 64-bit integers are strings in proto3's JSON; many senders write numbers. */
const nanosForm = 'must be nanoseconds since 1970, as digits or as a number';
const nanosSchema = z
  .union([z.string().regex(/^\d{1,20}$/, nanosForm), z.number().nonnegative(nanosForm)], nanosForm)
  .transform(toDigits);
const idSchema = z.string().transform((id) => id.toLowerCase());

const eventSchema = object({
  timeUnixNano: optional(nanosSchema),
  name: optional(z.string()),
  attributes: optional(jsonAttributesSchema),
});
const linkSchema = object({
  traceId: optional(idSchema),
  spanId: optional(idSchema),
  attributes: optional(jsonAttributesSchema),
});
const spanSchema = object({
  traceId: optional(idSchema),
  spanId: optional(idSchema),
  parentSpanId: optional(idSchema),
  name: optional(z.string()),
  kind: optional(enumSchema('SPAN_KIND_', ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'])),
  startTimeUnixNano: optional(nanosSchema),
  endTimeUnixNano: optional(nanosSchema),
  attributes: optional(jsonAttributesSchema),
  events: optional(listOf(eventSchema)),
  links: optional(listOf(linkSchema)),
  status: optional(
    z.object({
      code: optional(enumSchema('STATUS_CODE_', ['UNSET', 'OK', 'ERROR'])),
      message: optional(z.string()),
    }),
  ),
});

const resourceSchema = optional(z.object({ attributes: optional(jsonAttributesSchema) }));
const scopeSchema = optional(
  z.object({
    name: optional(z.string()),
    version: optional(z.string()),
    attributes: optional(jsonAttributesSchema),
  }),
);

/** What is wrong with a resource or a scope costs the spans below it only, so it is read later. */
const scopeSpansSchema = z.object({ scope: z.unknown().optional(), spans: optional(z.array(z.unknown())) });
const resourceSpansSchema = z.object({
  resource: z.unknown().optional(),
  scopeSpans: optional(listOf(holding('spans', ['scope', 'schemaUrl'], scopeSpansSchema))),
});
const requestSchema = holding(
  'resourceSpans',
  [],
  z.object({ resourceSpans: optional(listOf(holding('scopeSpans', ['resource', 'schemaUrl'], resourceSpansSchema))) }),
);

/**
 * What holds a list. An object without it that holds something else is no empty one: its spans are somewhere where nobody
 * looks, and must not be acknowledged.
 */
function holding<T extends z.ZodType>(list: string, beside: readonly string[], schema: T) {
  return z.preprocess((value, context) => {
    const named = withJsonNames(value);
    const stranger = isObject(named) && !(list in named) && Object.keys(named).find((name) => !beside.includes(name));
    if (typeof stranger === 'string') {
      context.issues.push({
        code: 'custom',
        message: `there is no ${list}, but ${stranger.slice(0, 100)}`,
        input: value,
      });
    }
    return named;
  }, schema);
}

const inOurWords = { error: describeIssue };

/** Throws a `ZodError` when what is around the spans is not as it should be, so that nobody can tell how many there are. */
export function decodeJson(body: unknown): OtlpSpanGroup[] {
  const { resourceSpans = [] } = requestSchema.parse(body, inOurWords);
  const budget = createDecodingBudget();
  return resourceSpans.flatMap(({ resource: sentResource, scopeSpans = [] }) => {
    const resource = readable('resource', () =>
      toAttributes(resourceSchema.parse(sentResource, inOurWords)?.attributes),
    );
    return scopeSpans.map(({ scope: sentScope, spans = [] }) => {
      const scope = readable('scope', () => decodeScope(sentScope));
      const fault = [resource, scope].find((each) => 'unreadable' in each);
      return {
        resource: 'value' in resource ? resource.value : {},
        scope: 'value' in scope ? scope.value : { name: '', version: '' },
        spans: spans.map((span) => {
          budget.takeSpan();
          budget.takeEvents(eventsOf(span));
          return fault && 'unreadable' in fault ? fault : decodeSpan(span);
        }),
      };
    });
  });
}

function decodeScope(scope: unknown): OtlpScope {
  const { name = '', version = '', attributes } = scopeSchema.parse(scope, inOurWords) ?? {};
  return { name, version, ...(attributes === undefined ? {} : { attributes: toAttributes(attributes) }) };
}

/** How many events and links a span has, before each is read. */
function eventsOf(span: unknown): number {
  if (!isObject(span)) return 0;
  return [span['events'], span['links']].reduce<number>(
    (sum, list) => sum + (Array.isArray(list) ? list.length : 0),
    0,
  );
}

function decodeSpan(span: unknown): DecodedSpan {
  const decoded = readable('', () => readSpan(span));
  return 'value' in decoded ? decoded.value : decoded;
}

type Readable<T> = { value: T } | { unreadable: string };

/** A part of a request, or what is wrong with it. `name` is put before where that is. */
function readable<T>(name: string, read: () => T): Readable<T> {
  try {
    return { value: read() };
  } catch (error) {
    const issue = error instanceof z.ZodError ? error.issues[0] : undefined;
    if (issue === undefined) return { unreadable: 'a value is nested too deeply' };
    const path = [...(name === '' ? [] : [name]), ...issue.path].join('.') || 'span';
    return { unreadable: `${path}: ${issue.message}` };
  }
}

function readSpan(value: unknown): OtlpSpan {
  const { attributes, events = [], links = [], status, ...fields } = spanSchema.parse(value, inOurWords);
  const present = Object.fromEntries(Object.entries(fields).filter(([, field]) => field !== undefined));
  return {
    ...emptySpan(),
    ...present,
    attributes: toAttributes(attributes),
    events: events.map((event) => ({
      timeUnixNano: event.timeUnixNano ?? '0',
      name: event.name ?? '',
      attributes: toAttributes(event.attributes),
    })),
    links: links.map((link) => ({
      traceId: link.traceId ?? '',
      spanId: link.spanId ?? '',
      attributes: toAttributes(link.attributes),
    })),
    statusCode: status?.code ?? 0,
    statusMessage: status?.message ?? '',
  };
}

function toAttributes(attributes: z.output<typeof jsonAttributesSchema> = []): Attributes {
  const decoded: Attributes = {};
  for (const { key, value } of attributes) define(decoded, key, decodeAttribute(key, value));
  return decoded;
}

/** What is wrong is told with the name of the attribute. */
function decodeAttribute(key: string, value: unknown): unknown {
  try {
    return decodeJsonValue(value);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    throw new z.ZodError(
      error.issues.map((issue) => ({ ...issue, path: ['attributes', key.slice(0, 100), ...issue.path] })),
    );
  }
}

/** An enum as its number, or by its name as proto3's JSON has it. */
function enumSchema(prefix: string, names: readonly string[]) {
  return z.union(
    [
      z.int(),
      z
        .string()
        .startsWith(prefix)
        .transform((name) => Math.max(0, names.indexOf(name.slice(prefix.length)))),
    ],
    `must be a number, or a name such as ${prefix}${names.at(-1)}`,
  );
}

function toDigits(value: string | number): string {
  return typeof value === 'string' ? value.replace(/^0+(?=\d)/, '') : String(BigInt(Math.trunc(value)));
}
