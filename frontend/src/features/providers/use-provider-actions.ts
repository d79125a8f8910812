import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  addProviderKey,
  removeProviderKey,
  rotateProviderKey,
  testProviderKey,
  updateProviderKey,
} from '../../../../shared/contract/provider-keys.ts';
import {
  createProvider,
  deleteProvider,
  testProvider,
  testProviderInput,
  updateProvider,
} from '../../../../shared/contract/providers.ts';
import type { BodyInput } from '../../../../shared/contract/route.ts';
import { api } from '../../lib/api.ts';
import { useProjectId } from '../../lib/project.ts';

/** A provider changes which models can be called, so both are read again. */
function useRefresh(): () => Promise<void> {
  const projectId = useProjectId();
  const queryClient = useQueryClient();
  return async () => {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: ['models', projectId] }),
      queryClient.invalidateQueries({ queryKey: ['providers', projectId] }),
    ]);
  };
}

/** The changes of providers. */
export function useProviderActions() {
  const onSuccess = useRefresh();
  return {
    connect: useMutation({
      mutationFn: (body: BodyInput<typeof createProvider>) => api.call(createProvider, { body }),
      onSuccess,
    }),
    tryOut: useMutation({
      mutationFn: (body: BodyInput<typeof testProviderInput>) => api.call(testProviderInput, { body }),
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

/** The changes of a provider's keys. */
export function useProviderKeyActions(providerId: string) {
  const onSuccess = useRefresh();
  const at = (keyId: string) => ({ params: { providerId, keyId } });
  return {
    add: useMutation({
      mutationFn: (body: BodyInput<typeof addProviderKey>) =>
        api.call(addProviderKey, { params: { providerId }, body }),
      onSuccess,
    }),
    update: useMutation({
      mutationFn: ({ keyId, ...body }: { keyId: string } & BodyInput<typeof updateProviderKey>) =>
        api.call(updateProviderKey, { ...at(keyId), body }),
      onSuccess,
    }),
    rotate: useMutation({
      mutationFn: ({ keyId, ...body }: { keyId: string } & BodyInput<typeof rotateProviderKey>) =>
        api.call(rotateProviderKey, { ...at(keyId), body }),
      onSuccess,
    }),
    remove: useMutation({ mutationFn: (keyId: string) => api.call(removeProviderKey, at(keyId)), onSuccess }),
    test: useMutation({ mutationFn: (keyId: string) => api.call(testProviderKey, at(keyId)), onSuccess }),
  };
}
