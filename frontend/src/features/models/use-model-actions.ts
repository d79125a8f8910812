import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  createProvider,
  deleteModelOverride,
  deleteProvider,
  type ModelOverride,
  putModelOverride,
  testProvider,
  updateProvider,
} from '../../../../shared/contract/models.ts';
import type { BodyInput } from '../../../../shared/contract/route.ts';
import { api } from '../../lib/api.ts';
import { useProjectId } from '../../lib/project.ts';

/** The changes of models and providers. A provider changes which models can be called, so both are read again. */
export function useModelActions() {
  const projectId = useProjectId();
  const queryClient = useQueryClient();
  const onSuccess = async () => {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: ['models', projectId] }),
      queryClient.invalidateQueries({ queryKey: ['providers', projectId] }),
    ]);
  };
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
    connect: useMutation({
      mutationFn: (body: BodyInput<typeof createProvider>) => api.call(createProvider, { body }),
      onSuccess,
    }),
    update: useMutation({
      mutationFn: ({ providerId, ...body }: { providerId: string } & BodyInput<typeof updateProvider>) =>
        api.call(updateProvider, { params: { providerId }, body }),
      onSuccess,
    }),
    disconnect: useMutation({
      mutationFn: (providerId: string) => api.call(deleteProvider, { params: { providerId } }),
      onSuccess,
    }),
    test: useMutation({
      mutationFn: (providerId: string) => api.call(testProvider, { params: { providerId } }),
    }),
  };
}
