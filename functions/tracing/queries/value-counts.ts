import type { FacetValue } from '../../../shared/contract/trace-queries.ts';
import { facetValuesOf, type ValueField } from '../../../shared/trace-filter/facet-values.ts';
import type { FilterableTrace } from '../../../shared/trace-filter/trace-values.ts';

/** Different values that are counted of one field, and fields: ids are as many as traces. */
const maxValues = 2000;
const maxFields = 300;

/** How many traces have which value. */
export class ValueCounts {
  private readonly counts = new Map<ValueField, Map<string, number>>();

  add(trace: FilterableTrace): void {
    for (const [field, value] of facetValuesOf(trace)) {
      const values = this.counts.get(field) ?? this.open(field);
      const count = values.get(value);
      if (count !== undefined || values.size < maxValues) values.set(value, (count ?? 0) + 1);
    }
  }

  /** Most frequent first; those that begin so before those that hold it somewhere. */
  top(field: ValueField, limit: number, prefix = ''): FacetValue[] {
    const wanted = prefix.toLowerCase();
    const rank = (value: string) => (value.toLowerCase().startsWith(wanted) ? 0 : 1);
    return [...(this.counts.get(field) ?? [])]
      .filter(([value]) => value.toLowerCase().includes(wanted))
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => rank(a.value) - rank(b.value) || b.count - a.count || (a.value < b.value ? -1 : 1))
      .slice(0, limit);
  }

  private open(field: ValueField): Map<string, number> {
    const values = new Map<string, number>();
    if (this.counts.size < maxFields) this.counts.set(field, values);
    return values;
  }
}
