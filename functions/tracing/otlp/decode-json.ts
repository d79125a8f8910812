import * as z from 'zod';
import { isObject } from '../../../shared/json/json-object.ts';
import { decodeJsonValue, jsonAttributesSchema } from './decode-json-value.ts';
import { createDecodingBudget } from './decoding-budget.ts';
import { type Attributes, type DecodedSpan, emptySpan, type OtlpSpanGroup } from './otlp-request.ts';
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
  events: optional(z.array(eventSchema)),
  links: optional(z.array(linkSchema)),
  status: optional(
    z.object({
      code: optional(enumSchema('STATUS_CODE_', ['UNSET', 'OK', 'ERROR'])),
      message: optional(z.string()),
    }),
  ),
});

const scopeSpansSchema = z.object({
  scope: optional(z.object({ name: optional(z.string()), version: optional(z.string()) })),
  spans: optional(z.array(z.unknown())),
});
const resourceSpansSchema = z.object({
  resource: optional(z.object({ attributes: optional(jsonAttributesSchema) })),
  scopeSpans: optional(z.array(holding('spans', ['scope', 'schemaUrl'], scopeSpansSchema))),
});
const requestSchema = holding(
  'resourceSpans',
  [],
  z.object({ resourceSpans: optional(z.array(holding('scopeSpans', ['resource', 'schemaUrl'], resourceSpansSchema))) }),
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

/** Throws a `ZodError` when what is around the spans is not as it should be. */
export function decodeJson(body: unknown): OtlpSpanGroup[] {
  const { resourceSpans = [] } = requestSchema.parse(body);
  const budget = createDecodingBudget();
  return resourceSpans.flatMap(({ resource, scopeSpans = [] }) =>
    scopeSpans.map(({ scope, spans = [] }) => ({
      resource: toAttributes(resource?.attributes),
      scope: { name: scope?.name ?? '', version: scope?.version ?? '' },
      spans: spans.map((span) => {
        budget.takeSpan();
        return decodeSpan(span);
      }),
    })),
  );
}

function decodeSpan(value: unknown): DecodedSpan {
  try {
    const { attributes, events = [], links = [], status, ...fields } = spanSchema.parse(value);
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
  } catch (error) {
    const issue = error instanceof z.ZodError ? error.issues[0] : undefined;
    return {
      unreadable: issue ? `${issue.path.join('.') || 'span'}: ${issue.message}` : 'a value is nested too deeply',
    };
  }
}

function toAttributes(attributes: z.output<typeof jsonAttributesSchema> = []): Attributes {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, decodeAttribute(key, value)]));
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
  return z.union([
    z.int(),
    z
      .string()
      .startsWith(prefix)
      .transform((name) => Math.max(0, names.indexOf(name.slice(prefix.length)))),
  ]);
}

function toDigits(value: string | number): string {
  return typeof value === 'string' ? value.replace(/^0+(?=\d)/, '') : String(BigInt(Math.trunc(value)));
}
