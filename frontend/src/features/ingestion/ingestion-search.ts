import { compact, oneOf } from '../../lib/read-search.ts';

export const ingestionRanges = ['48h', '7d', '31d'] as const;
export type IngestionRange = (typeof ingestionRanges)[number];

export function parseIngestionSearch(search: Record<string, unknown>) {
  return compact({ range: oneOf(search['range'], ingestionRanges) });
}
