import { decompressJson } from '../telemetry/compression.ts';
import { mapConcurrently } from '../telemetry/map-concurrently.ts';
import type { StoredPayload, StoredSpan } from '../telemetry/stored-span.ts';
import type { Pattern } from '../trace-filter/filter.ts';
import { findInSummary, type TraceMatcher } from '../trace-filter/match-trace.ts';
import { containsInOrder } from '../trace-filter/matches-pattern.ts';
import type { FilterableTrace } from '../trace-filter/trace-values.ts';
import { readTracePages, type TraceReadPorts } from './trace-packs.ts';

/** Of one trace so much is looked at; a text beyond it is not found. */
export const maxSearchedBytes = 64 * 1024 * 1024;
const maxSearchedObjects = 200;
const concurrentObjects = 8;

/**
 * Whether a trace fits whose summary alone cannot tell: reads its spans until it is sure. A text is found when it stands,
 * whatever its case, in one of the trace's texts: names, inputs, outputs, error messages, tags, metadata, attributes.
 */
export async function matchesSpans(
  trace: FilterableTrace & { projectId: string; traceId: string },
  matches: TraceMatcher,
  ports: TraceReadPorts,
): Promise<boolean> {
  const found = new FoundTexts(trace);
  const verdict = () => matches(trace, found.find);
  const references: Reference[] = [];
  let bytesLeft = maxSearchedBytes;
  for await (const { spans } of readTracePages(trace.projectId, trace.traceId, ports)) {
    // The first time the matcher is asked, the texts it wants become known.
    verdict();
    for (const span of spans) {
      found.look(textsOfSpan(span));
      bytesLeft -= span.version.bytes;
      references.push(...referencesOf(span));
    }
    const known = verdict();
    if (known !== null) return known;
    if (bytesLeft <= 0) break;
  }
  await lookIntoObjects(references, bytesLeft, found, () => verdict() !== null, ports);
  return verdict() ?? matches(trace, found.decide) === true;
}

/** Which of the texts that a filter asks for were seen. */
class FoundTexts {
  private readonly wanted = new Map<string, { pattern: Pattern; isFound: boolean }>();
  private readonly summary: FilterableTrace;

  constructor(summary: FilterableTrace) {
    this.summary = summary;
  }

  /** True, or not yet. */
  readonly find = (pattern: Pattern): true | null => {
    const id = pattern.join('\0');
    const known = this.wanted.get(id) ?? { pattern, isFound: findInSummary(pattern, this.summary) === true };
    this.wanted.set(id, known);
    return known.isFound ? true : null;
  };

  /** After everything was looked at. */
  readonly decide = (pattern: Pattern): boolean => this.find(pattern) === true;

  look(texts: Iterable<string>): void {
    const missing = [...this.wanted.values()].filter(({ isFound }) => !isFound);
    if (missing.length === 0) return;
    for (const text of texts) {
      const lowerCased = text.toLowerCase();
      for (const each of missing) each.isFound ||= containsInOrder(lowerCased, each.pattern);
    }
  }
}

interface Reference {
  reference: string;
  bytes: number;
}

function referencesOf({ input, output }: StoredSpan): Reference[] {
  const payloads: (StoredPayload | null)[] = [input, output];
  return payloads.flatMap((payload) => (payload && 'reference' in payload ? [payload] : []));
}

/** Large inputs and outputs, which are objects in S3; last, because each is a request. */
async function lookIntoObjects(
  references: readonly Reference[],
  maxBytes: number,
  found: FoundTexts,
  isDecided: () => boolean,
  { blobs }: TraceReadPorts,
): Promise<void> {
  let bytesLeft = maxBytes;
  const admitted = references.slice(0, maxSearchedObjects).filter(({ bytes }) => {
    bytesLeft -= bytes;
    return bytesLeft >= 0;
  });
  await mapConcurrently(admitted, concurrentObjects, async ({ reference, bytes }) => {
    if (isDecided()) return;
    const compressed = await blobs.get(reference);
    if (compressed !== null) found.look(textsOf(await decompressJson(compressed, bytes + 1024)));
  });
}

function* textsOfSpan(span: StoredSpan): Generator<string> {
  const { input, output, attributes, metadata } = span;
  yield* textsOf([span.name, span.traceName, span.statusMessage, span.errorType, span.service, span.environment]);
  yield* textsOf([span.release, span.sessionId, span.userId, span.tags, span.model]);
  yield* Object.keys(attributes);
  yield* textsOf(attributes);
  yield* Object.keys(metadata);
  yield* textsOf(metadata);
  for (const payload of [input, output]) {
    if (payload === null) continue;
    yield payload.preview;
    if ('value' in payload) yield* textsOf(payload.value);
  }
}

/** Every text and number in a JSON value. */
function* textsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'number') yield String(value);
  else if (typeof value === 'object' && value !== null) {
    for (const part of Array.isArray(value) ? value : Object.values(value)) yield* textsOf(part);
  }
}
