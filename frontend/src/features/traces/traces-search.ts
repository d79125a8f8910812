import { spanStatuses } from '../../../../shared/contract/span.ts';
import { compact, flagOf, oneOf, textOf } from '../../lib/read-search.ts';

export const timeRanges = ['1h', '24h', '7d', '30d'] as const;
export type TimeRange = (typeof timeRanges)[number];
export const defaultRange: TimeRange = '7d';

export const spanTabs = ['content', 'details', 'decision', 'raw'] as const;
export type SpanTab = (typeof spanTabs)[number];

/** The filters of the list and, for an open trace, what is shown of it. What is malformed drops out. */
export function parseTracesSearch(search: Record<string, unknown>) {
  return compact({
    model: textOf(search['model']),
    status: oneOf(search['status'], spanStatuses),
    range: oneOf(search['range'], timeRanges),
    span: textOf(search['span']),
    tab: oneOf(search['tab'], spanTabs),
    full: flagOf(search['full']),
  });
}
export type TracesSearch = ReturnType<typeof parseTracesSearch>;

const hour = 3_600_000;
const rangeMs: Record<TimeRange, number> = { '1h': hour, '24h': 24 * hour, '7d': 168 * hour, '30d': 720 * hour };

/** The earliest start that a range shows, as the API takes it. */
export function rangeStart(range: TimeRange | undefined, now: number): string {
  return new Date(now - rangeMs[range ?? defaultRange]).toISOString();
}
