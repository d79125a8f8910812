import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  createScores,
  deleteScore,
  listTraceScores,
  type Score,
  type ScoreInput,
} from '../../../../../../shared/contract/scores.ts';
import { changeTraceTags } from '../../../../../../shared/contract/trace-tags.ts';
import { api } from '../../../../lib/api.ts';
import { useProjectId } from '../../../../lib/project.ts';
import { toast } from '../../../../ui/toast.tsx';
import { refreshFacetsSoon } from '../../list/refresh-facets.ts';

/** What people see at once; who wants more reads them from the API. */
export const shownScores = 200;

/** The scores of a trace and its spans, and how to change them. */
export function useScores(traceId: string) {
  const queries = useQueryClient();
  const queryKey = ['trace-scores', useProjectId(), traceId];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.call(listTraceScores, { params: { traceId }, query: { limit: shownScores }, signal }),
  });
  const refresh = () => {
    refreshFacetsSoon(queries);
    return queries.invalidateQueries({ queryKey });
  };
  const add = useMutation({ mutationFn: sendScore, onSuccess: refresh });
  const restore = useMutation({ mutationFn: sendScore, onSuccess: refresh, onError: tell });
  const remove = useMutation({
    mutationFn: (score: Score) => api.call(deleteScore, { params: { scoreId: score.id }, query: { traceId } }),
    onSuccess: async (_, score) => {
      toast(`Deleted the score “${score.name}”.`, { undo: () => restore.mutate(asInput(score)) });
      await refresh();
    },
    onError: tell,
  });
  return { query, add, remove };
}

/** The answer to a request of one is the error of that one, which the client throws. */
async function sendScore(score: ScoreInput): Promise<void> {
  await api.call(createScores, { body: { scores: [score] } });
}

function asInput({ id, traceId, spanId, name, value, dataType, comment }: Score): ScoreInput {
  return {
    id,
    ...(traceId === null ? {} : { traceId }),
    ...(spanId === null ? {} : { spanId }),
    ...{ name, value, dataType },
    ...(comment === null ? {} : { comment }),
  };
}

const tell = (error: Error) => toast(error.message, { tone: 'stop' });

/** Adds and removes tags of a trace; each change can be undone. */
export function useTags(traceId: string) {
  const queries = useQueryClient();
  const queryKey = ['trace', useProjectId(), traceId];
  const change = useMutation({
    mutationFn: async ({ add = [], remove = [] }: TagChange) => {
      const { results } = await api.call(changeTraceTags, { body: { traceIds: [traceId], add, remove } });
      const [result] = results;
      if (result?.error) throw new Error(result.error.message);
      return result;
    },
    onSuccess: async (result, { isUndo }) => {
      refreshFacetsSoon(queries);
      await queries.invalidateQueries({ queryKey });
      if (isUndo || !result || result.status !== 'changed') return;
      const { added, removed } = result;
      const said = added.length > 0 ? `Tagged with “${added.join('”, “')}”.` : `Removed “${removed.join('”, “')}”.`;
      toast(said, { undo: () => change.mutate({ add: removed, remove: added, isUndo: true }) });
    },
    onError: tell,
  });
  return change;
}

interface TagChange {
  add?: string[];
  remove?: string[];
  isUndo?: boolean;
}
