import { autoModel } from '../contract/route-config-shape.ts';
import type { Span } from '../contract/span.ts';
import { reservedMetadata } from '../telemetry/reserved-metadata.ts';
import { summaryMetadata, summaryName } from '../telemetry/summary-texts.ts';
import { countsAsError } from './counts-as-error.ts';
import type { SpanFacts } from './trace-fold.ts';

/** Names that occur in a trace, sorted; what lists are filtered by. */
export interface NameSets {
  models: string[];
  providers: string[];
  /** Names that calls went by and that are no models: of routes, and `auto`. */
  routes: string[];
  tags: string[];
  keyIds: string[];
  types: Span['type'][];
  errorTypes: string[];
  prompts: string[];
  /** As `key=value`. */
  metadata: string[];
}

/** The alphabetically first ones are kept, so that the bound does not depend on the order of arrival. */
const maxNames = 50;
/** Its values are as long as people make them, and META is written with every pack. */
const maxMetadata = 30;

const bounds: Readonly<Record<keyof NameSets, number>> = {
  models: maxNames,
  providers: maxNames,
  routes: maxNames,
  tags: maxNames,
  keyIds: maxNames,
  types: maxNames,
  errorTypes: maxNames,
  prompts: maxNames,
  metadata: maxMetadata,
};
export const nameSetFields = Object.keys(bounds) as readonly (keyof NameSets)[];

export function nameSetsOf(span: SpanFacts): NameSets {
  const { model, keyId, errorType, type } = span;
  return {
    models: model === null ? [] : [summaryName(model.requestedModel)],
    providers: model === null ? [] : [summaryName(model.provider)],
    routes: routesOf(span),
    tags: bounded('tags', span.tags.map(summaryName)),
    keyIds: keyId === null ? [] : [keyId],
    types: [type],
    errorTypes: errorType === null || !countsAsError(span) ? [] : [summaryName(errorType)],
    prompts: model?.prompt === undefined ? [] : [promptName(model.prompt)],
    metadata: bounded('metadata', span.metadataNames ?? []),
  };
}

export function mergeNameSets(a: NameSets, b: NameSets): NameSets {
  const merged = nameSetFields.map((field) => [field, bounded(field, [...a[field], ...b[field]])] as const);
  return Object.fromEntries(merged) as unknown as NameSets;
}

/** What a team noted, as names: what is no text is JSON. */
export function metadataNames(metadata: Span['metadata']): string[] {
  const notes = Object.entries(metadata).filter(([key]) => !reservedMetadata.includes(key));
  return notes.flatMap(([key, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return text === undefined ? [] : [summaryMetadata(key, text)];
  });
}

export function promptName({ name: prompt, version }: { name: string; version: string | null }): string {
  return summaryName(version === null ? prompt : `${prompt}@${version}`);
}

function bounded(field: keyof NameSets, names: readonly string[]): string[] {
  const sorted = [...new Set(names)].sort();
  if (sorted.length <= bounds[field]) return sorted;
  return field === 'metadata' ? fairly(sorted, bounds[field]) : sorted.slice(0, bounds[field]);
}

/**
 * The first value of every key goes before the second of any: a number of its own in each span must not push out whose the
 * trace is. What is kept of parts, kept again, is what is kept of the whole.
 */
function fairly(sorted: readonly string[], bound: number): string[] {
  const seen = new Map<string, number>();
  const ranked = sorted.map((entry) => {
    const key = entry.split('=', 1)[0] ?? '';
    const rank = seen.get(key) ?? 0;
    seen.set(key, rank + 1);
    return { entry, rank };
  });
  // Sorting is stable, so that keys stay in their order.
  const kept = ranked.toSorted((a, b) => a.rank - b.rank).slice(0, bound);
  return kept.map(({ entry }) => entry).sort();
}

/** Only `auto` has candidates without a route. */
function routesOf({ decision }: Pick<SpanFacts, 'decision'>): string[] {
  if (!decision) return [];
  if (decision.route !== null) return [summaryName(decision.route.name)];
  return decision.candidates.length > 0 ? [autoModel] : [];
}
