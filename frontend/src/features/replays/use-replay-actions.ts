import { useMutation, useQueryClient } from '@tanstack/react-query';
import { cancelReplay, createReplay } from '../../../../shared/contract/replays.ts';
import { api } from '../../lib/api.ts';
import { useProjectId } from '../../lib/project.ts';
import type { ReplayRange } from './replays-query.ts';

export function useReplayActions() {
  const projectId = useProjectId();
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: ['replays', projectId] });
  return {
    begin: useMutation({ mutationFn: (body: ReplayRange) => api.call(createReplay, { body }), onSettled }),
    cancel: useMutation({
      mutationFn: (replayId: string) => api.call(cancelReplay, { params: { replayId } }),
      onSettled,
    }),
  };
}
