import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { getIngestion } from '../../../../shared/contract/ingestion.ts';
import { api } from '../../lib/api.ts';
import { hoursOf } from './ingestion-bars.ts';
import type { IngestionRange } from './ingestion-search.ts';

const millisecondsPerHour = 3_600_000;
/** The job compares every five minutes; the hour that runs is counted all the time. */
const refetchInterval = 30_000;

export function ingestionQuery(projectId: string, range: IngestionRange) {
  return queryOptions({
    queryKey: ['ingestion', projectId, range],
    queryFn: async ({ signal }) => {
      // The first hour whole, within what one answer holds.
      const from = new Date(Date.now() - (hoursOf[range] - 1) * millisecondsPerHour).toISOString();
      return await api.call(getIngestion, { query: { from }, signal });
    },
    placeholderData: keepPreviousData,
    refetchInterval,
  });
}
