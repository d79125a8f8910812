import { mergeVersions, type SpanVersion, type StoredSpan } from '../telemetry/stored-span.ts';
import { type Contribution, contributionsOf } from './trace-contributions.ts';
import { contributionsOfTrace } from './trace-contributions-of-trace.ts';
import { foldSpans, mergeFolds, type SpanFacts, type TraceFold } from './trace-fold.ts';
import { metadataNames } from './trace-name-sets.ts';

export type VersionedFacts = SpanFacts & { version: SpanVersion };

export interface TraceChange {
  fold: TraceFold;
  contributions: readonly Contribution[];
  /** Ids that the trace did not have before. */
  newIds: readonly string[];
}

/** What counting needs of a span; the rest can be forgotten, so that a long trace fits into memory. */
export function factsOf(span: StoredSpan): VersionedFacts {
  const { projectId: _, attributes: __, metadata, input, output, ...facts } = span;
  return { ...facts, metadataNames: metadataNames(metadata), input: previewOnly(input), output: previewOnly(output) };
}

function previewOnly(payload: { preview: string } | null) {
  return payload && { preview: payload.preview };
}

/** A pack whose spans are all new: its counts are added. */
export function addSpans(fold: TraceFold | null, incoming: readonly VersionedFacts[]): TraceChange {
  const added = foldSpans(incoming);
  if (added === null) throw new Error('A pack holds at least one span.');
  const after = fold === null ? added : mergeFolds(fold, added);
  return {
    fold: after,
    contributions: [
      ...contributionsOf(incoming.map((span) => ({ span, sign: 1 }))),
      ...contributionsOfTrace(fold, after),
    ],
    newIds: incoming.map((span) => span.spanId),
  };
}

/**
 * A pack some of whose spans came before, in another composition or version: the trace is counted anew, and the rollups
 * get the exact difference.
 */
export function replaceSpans(
  stored: ReadonlyMap<string, VersionedFacts>,
  incoming: readonly VersionedFacts[],
): TraceChange {
  const merged = mergeVersions([...stored.values(), ...incoming]);
  const changed = [...merged.values()].filter((span) => stored.get(span.spanId) !== span);
  const takenBack = changed.flatMap((span) => stored.get(span.spanId) ?? []);
  const fold = foldSpans(merged.values());
  if (fold === null) throw new Error('A pack holds at least one span.');
  return {
    fold,
    contributions: [
      ...contributionsOf([
        ...changed.map((span) => ({ span, sign: 1 as const })),
        ...takenBack.map((span) => ({ span, sign: -1 as const })),
      ]),
      ...contributionsOfTrace(foldSpans(stored.values()), fold),
    ],
    newIds: changed.filter((span) => !stored.has(span.spanId)).map((span) => span.spanId),
  };
}
