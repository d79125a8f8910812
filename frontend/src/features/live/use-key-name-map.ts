import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useProjectId } from '../../lib/project.ts';
import { keysQuery } from '../keys/keys-query.ts';

/** Names of the project's API keys by id, the revoked ones included; empty while they load. */
export function useKeyNameMap(): ReadonlyMap<string, string> {
  const { data } = useInfiniteQuery(keysQuery(useProjectId()));
  return useMemo(() => new Map(data?.map(({ id, name }) => [id, name])), [data]);
}
