import { useMutation, useQueryClient } from '@tanstack/react-query';
import { deleteModelOverride, type ModelOverride, putModelOverride } from '../../../../shared/contract/models.ts';
import { api } from '../../lib/api.ts';
import { useProjectId } from '../../lib/project.ts';

/** The changes of models; each reads the catalogue again. */
export function useModelActions() {
  const projectId = useProjectId();
  const queryClient = useQueryClient();
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: ['models', projectId] });
  return {
    putOverride: useMutation({
      mutationFn: ({ modelId, override }: { modelId: string; override: ModelOverride }) =>
        api.call(putModelOverride, { params: { modelId }, body: override }),
      onSuccess,
    }),
    removeOverride: useMutation({
      mutationFn: (modelId: string) => api.call(deleteModelOverride, { params: { modelId } }),
      onSuccess,
    }),
  };
}
