import type { SpanRow } from '../contract/trace-spans.ts';
import { compareNanos } from './nanos.ts';

/** Whether `a` stands for its span rather than `b`: the rule of the store (`supersedes`), on rows. */
export function rowSupersedes(a: SpanRow, b: SpanRow): boolean {
  const ends = compareNanos(a.endTimeUnixNano, b.endTimeUnixNano);
  if (ends !== 0) return ends > 0;
  const [left, right] = [a.version, b.version];
  if (left?.mapping !== right?.mapping) return (left?.mapping ?? 0) > (right?.mapping ?? 0);
  if (left?.prices !== right?.prices) return (left?.prices ?? '') > (right?.prices ?? '');
  if (left?.bytes !== right?.bytes) return (left?.bytes ?? 0) > (right?.bytes ?? 0);
  return (left?.digest ?? '') > (right?.digest ?? '');
}

/** One row per span, whatever order they come in. */
export function mergeSpanRows(rows: Iterable<SpanRow>): Map<string, SpanRow> {
  const merged = new Map<string, SpanRow>();
  for (const row of rows) {
    const known = merged.get(row.spanId);
    if (known === undefined || rowSupersedes(row, known)) merged.set(row.spanId, row);
  }
  return merged;
}
