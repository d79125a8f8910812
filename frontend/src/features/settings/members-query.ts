import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Role } from '../../../../shared/contract/access.ts';
import { inviteMember, listMembers, removeMember, updateMember } from '../../../../shared/contract/members.ts';
import { api } from '../../lib/api.ts';
import { useProjectId } from '../../lib/project.ts';
import { meQuery } from '../../lib/use-me.ts';

export function membersQuery(projectId: string) {
  return infiniteQueryOptions({
    queryKey: ['members', projectId],
    queryFn: ({ signal, pageParam }) =>
      api.call(listMembers, {
        params: { projectId },
        query: { limit: 100, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    select: (data) => data.pages.flatMap((page) => page.items),
  });
}

/** The changes of members. One's own role may be among them, so who one is, is read again too. */
export function useMemberActions() {
  const projectId = useProjectId();
  const queryClient = useQueryClient();
  const onSuccess = async () => {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: ['members', projectId] }),
      queryClient.invalidateQueries(meQuery),
    ]);
  };
  return {
    invite: useMutation({
      mutationFn: (body: { email: string; role: Role }) => api.call(inviteMember, { params: { projectId }, body }),
      onSuccess,
    }),
    setRole: useMutation({
      mutationFn: ({ memberId, role }: { memberId: string; role: Role }) =>
        api.call(updateMember, { params: { projectId, memberId }, body: { role } }),
      onSuccess,
    }),
    remove: useMutation({
      mutationFn: (memberId: string) => api.call(removeMember, { params: { projectId, memberId } }),
      onSuccess,
    }),
  };
}
