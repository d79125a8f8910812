import type { Model } from '../../../../shared/contract/models.ts';
import type { Sort } from '../../ui/data-table.tsx';
import type { ModelsSearch, modelSorts } from './models-search.ts';

type Filters = Pick<ModelsSearch, 'q' | 'provider' | 'ability' | 'unknown' | 'available'>;

/**
 * Models that answer the filters of the URL. Every word that was typed must be found. Those of which nobody says whether they have
 * the ability are shown if they are asked for.
 */
export function filterModels(models: readonly Model[], filters: Filters): Model[] {
  const { q = '', provider, ability, unknown = false, available } = filters;
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return models.filter((model) => {
    if (provider !== undefined && model.provider !== provider) return false;
    if (ability !== undefined && !(model.abilities[ability] ?? unknown)) return false;
    if (available && !model.isAvailable) return false;
    const text = `${model.id} ${model.name}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** How many the filter of abilities hides, or shows, of which it is not known. */
export function countUnknown(models: readonly Model[], filters: Filters): number {
  const { ability } = filters;
  if (ability === undefined) return 0;
  return filterModels(models, { ...filters, unknown: true }).filter((model) => model.abilities[ability] === null)
    .length;
}

type SortKey = (typeof modelSorts)[number];

export function toSort(key: SortKey | undefined): Sort | null {
  if (key === undefined) return null;
  return { column: key.replace('-', ''), direction: key.startsWith('-') ? 'descending' : 'ascending' };
}

export function fromSort({ column, direction }: Sort): SortKey {
  return `${direction === 'descending' ? '-' : ''}${column}` as SortKey;
}

const values: Record<string, (model: Model) => number | string | null> = {
  name: (model) => model.id,
  context: (model) => model.contextWindow,
  input: (model) => priceOf(model, 'inputUncached'),
  output: (model) => priceOf(model, 'outputText'),
};

function priceOf(model: Model, bucket: 'inputUncached' | 'outputText'): number | null {
  const price = model.price?.base[bucket];
  return price === undefined ? null : Number(price);
}

/** Sorted as asked; what is not known comes last either way. Unasked: what can be called first, then by id. */
export function sortModels(models: readonly Model[], sort: Sort | null): Model[] {
  if (sort === null) return models.toSorted((a, b) => byAvailability(a, b) || compare(a.id, b.id));
  const read = values[sort.column] ?? values['name'];
  const sign = sort.direction === 'ascending' ? 1 : -1;
  return models.toSorted((a, b) => {
    const [left, right] = [read?.(a) ?? null, read?.(b) ?? null];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * compare(left, right) || compare(a.id, b.id);
  });
}

function byAvailability(a: Model, b: Model): number {
  return Number(b.isAvailable) - Number(a.isAvailable);
}

function compare(a: number | string, b: number | string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
