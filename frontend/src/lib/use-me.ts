import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import type { Role } from '../../../shared/contract/access.ts';
import { roleIncludes } from '../../../shared/contract/access.ts';
import { getMe } from '../../../shared/contract/identity.ts';
import { api } from './api.ts';
import { chooseProject, useProjectId } from './project.ts';

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api.call(getMe, { signal }),
  staleTime: 60_000,
});

export function useMe() {
  return useSuspenseQuery(meQuery).data;
}

/** The selected project and the caller's role in it. Null where the caller has no project yet. */
export function useMembership() {
  const me = useMe();
  return chooseProject(me.memberships, useProjectId());
}

/** Whether the caller may do what needs `needed`: hides what would be refused. */
export function useCan(needed: Role): boolean {
  const membership = useMembership();
  return membership !== null && roleIncludes(membership.role, needed);
}
