import { useMutation, useQueryClient } from '@tanstack/react-query';
import { createKey } from '../../../../shared/contract/keys.ts';
import { api } from '../../lib/api.ts';
import { useProjectId } from '../../lib/project.ts';

/** Creates a key that says in its name where it comes from, so that it can be told apart and revoked later. */
export function useFreshKey(onSecret: (secret: string) => void) {
  const projectId = useProjectId();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => api.call(createKey, { body: { name: keyName(new Date()), scopes: ['gateway', 'ingest'] } }),
    onSuccess: ({ secret }) => {
      onSecret(secret);
      return queryClient.invalidateQueries({ queryKey: ['keys', projectId] });
    },
  });
}

function keyName(now: Date): string {
  return `Get started ${now.toISOString().slice(0, 10)}`;
}
