import { useInfiniteQuery } from '@tanstack/react-query';
import { useProjectId } from '../../lib/project.ts';
import { keysQuery } from './keys-query.ts';

/** The name of an API key by its id, the revoked ones included; null while they load or where there is no such key. */
export function useKeyNames(): (keyId: string) => string | null {
  const { data } = useInfiniteQuery(keysQuery(useProjectId()));
  return (keyId) => data?.find(({ id }) => id === keyId)?.name ?? null;
}
