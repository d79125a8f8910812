import { useMutation, useQueryClient } from '@tanstack/react-query';
import { createKey, revokeKey, rotateKey, updateKey } from '../../../../shared/contract/keys.ts';
import type { BodyInput } from '../../../../shared/contract/route.ts';
import { api } from '../../lib/api.ts';
import { useProjectId } from '../../lib/project.ts';

/** The changes of keys; each reads the list again. */
export function useKeyActions() {
  const projectId = useProjectId();
  const queryClient = useQueryClient();
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: ['keys', projectId] });
  return {
    create: useMutation({
      mutationFn: (body: BodyInput<typeof createKey>) => api.call(createKey, { body }),
      onSuccess,
    }),
    update: useMutation({
      mutationFn: ({ keyId, ...body }: { keyId: string } & BodyInput<typeof updateKey>) =>
        api.call(updateKey, { params: { keyId }, body }),
      onSuccess,
    }),
    rotate: useMutation({
      mutationFn: ({ keyId, overlapSeconds }: { keyId: string; overlapSeconds: number }) =>
        api.call(rotateKey, { params: { keyId }, body: { overlapSeconds } }),
      onSuccess,
    }),
    revoke: useMutation({
      mutationFn: (keyId: string) => api.call(revokeKey, { params: { keyId } }),
      onSuccess,
    }),
  };
}
