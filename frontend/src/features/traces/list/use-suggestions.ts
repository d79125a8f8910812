import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { listTraceValues } from '../../../../../shared/contract/trace-queries.ts';
import {
  type Completion,
  completeFilter,
  type Suggestion,
} from '../../../../../shared/trace-filter/complete-filter.ts';
import { api } from '../../../lib/api.ts';
import { useProjectId } from '../../../lib/project.ts';
import { useSettled } from '../../../lib/use-settled.ts';
import { carryOver, type HeldCompletion } from './carry-over.ts';
import { readRecentFilters } from './recent-filters.ts';

export interface FilterOption {
  id: string;
  label: string;
  description: string;
  /** The text and the cursor after it was picked. */
  text: string;
  cursor: number;
  /** A filter that was used before: picking it applies it. */
  isRecent: boolean;
}

const nothing: Completion = { from: 0, to: 0, suggestions: [] };

/** Values change slowly; the server counts them anew every 30 seconds. */
const staleTime = 30_000;

/** What may stand at the cursor, and before anything is typed the filters that were used last. */
export function useSuggestions(text: string, cursor: number, isOpen: boolean): readonly FilterOption[] {
  const projectId = useProjectId();
  const queries = useQueryClient();
  const settled = useSettled(`${cursor}:${text}`, 80);
  const isCurrent = settled === `${cursor}:${text}`;
  const values = (field: string, prefix: string) =>
    queries.fetchQuery({
      queryKey: ['trace-values', projectId, field, prefix],
      queryFn: async ({ signal }) => (await api.call(listTraceValues, { query: { field, prefix }, signal })).items,
      staleTime,
    });
  const { data } = useQuery({
    queryKey: ['filter-completion', projectId, settled],
    // Without the values the names of fields still help.
    queryFn: async (): Promise<HeldCompletion> => ({
      ...(await completeFilter(text, cursor, (field, prefix) => values(field, prefix).catch(() => []))),
      text,
    }),
    enabled: isOpen && isCurrent,
    staleTime,
    // While the next ones are on their way.
    placeholderData: keepPreviousData,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again whenever the list opens
  const recent = useMemo(() => readRecentFilters(projectId), [projectId, isOpen]);
  const { from, to, suggestions } = data ? carryOver(data, text, cursor) : nothing;
  const completions = suggestions.map((each) => completionOption(each, text, from, to));
  return text.trim() === '' ? [...recent.map(recentOption), ...completions] : completions;
}

function recentOption(text: string): FilterOption {
  return { id: `recent ${text}`, label: text, description: 'used before', text, cursor: text.length, isRecent: true };
}

function completionOption({ label, insert, description }: Suggestion, text: string, from: number, to: number) {
  const isWhole = !/[:.<>=]$/.test(insert);
  const space = isWhole && text.charAt(to) !== ' ' ? ' ' : '';
  return {
    id: label,
    label,
    description,
    text: `${text.slice(0, from)}${insert}${space}${text.slice(to)}`,
    cursor: from + insert.length + (isWhole ? 1 : 0),
    isRecent: false,
  };
}
