import { useMutation, useQueryClient } from '@tanstack/react-query';
import { createProvider, deleteProvider, testProvider, updateProvider } from '../../../../shared/contract/providers.ts';
import type { BodyInput } from '../../../../shared/contract/route.ts';
import { api } from '../../lib/api.ts';
import { useProjectId } from '../../lib/project.ts';

/** The changes of providers. A provider changes which models can be called, so both are read again. */
export function useProviderActions() {
  const projectId = useProjectId();
  const queryClient = useQueryClient();
  const onSuccess = async () => {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: ['models', projectId] }),
      queryClient.invalidateQueries({ queryKey: ['providers', projectId] }),
    ]);
  };
  return {
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
