import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Member } from '../../../../shared/contract/members.ts';
import { useProjectId } from '../../lib/project.ts';
import { useCan, useMe } from '../../lib/use-me.ts';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Time } from '../../ui/figure.tsx';
import { ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { Badge, Status } from '../../ui/status.tsx';
import { membersQuery } from './members-query.ts';
import { RemoveMemberDialog } from './remove-member-dialog.tsx';
import { RoleSelect } from './role-select.tsx';

export function MemberList() {
  const query = useInfiniteQuery(membersQuery(useProjectId()));
  const isAdmin = useCan('admin');
  const me = useMe();
  const [removing, setRemoving] = useState<Member | null>(null);
  if (query.isPending) return <SkeletonRows count={4} />;
  if (query.isError) {
    const retry = () => void query.refetch();
    return <ErrorState what="The members could not be loaded" error={query.error} onRetry={retry} />;
  }
  const more = query.hasNextPage ? (
    <Button isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
      Load more
    </Button>
  ) : null;
  return (
    <>
      <DataTable
        label="Members"
        columns={memberColumns({ isAdmin, ownId: me.id, onRemove: setRemoving })}
        rows={query.data}
        rowKey={(member) => member.id}
        footer={more}
      />
      {removing === null ? null : (
        <RemoveMemberDialog member={removing} isSelf={removing.id === me.id} onClose={() => setRemoving(null)} />
      )}
    </>
  );
}

interface ColumnOptions {
  isAdmin: boolean;
  ownId: string;
  onRemove: (member: Member) => void;
}

function memberColumns({ isAdmin, ownId, onRemove }: ColumnOptions): Column<Member>[] {
  const columns: Column<Member>[] = [
    {
      id: 'email',
      header: 'E-mail',
      width: 260,
      isFlexible: true,
      card: 'title',
      cell: (member) => (
        <>
          {member.email} {member.id === ownId ? <Badge>you</Badge> : null}
        </>
      ),
    },
    {
      id: 'role',
      header: 'Role',
      width: 150,
      card: 'fact',
      cell: (member) => (isAdmin ? <RoleSelect member={member} /> : member.role),
    },
    {
      id: 'status',
      header: 'Status',
      width: 130,
      card: 'fact',
      cell: (member) => (
        <Status tone={member.status === 'active' ? 'go' : 'info'}>
          <span data-tip={member.status === 'invited' ? 'Has not signed in yet' : undefined}>{member.status}</span>
        </Status>
      ),
    },
    { id: 'since', header: 'Since', width: 120, card: 'fact', cell: (member) => <Time at={member.createdAt} /> },
  ];
  if (!isAdmin) return columns;
  return [
    ...columns,
    {
      id: 'actions',
      header: '',
      width: 110,
      align: 'end',
      cell: (member) => (
        <Button size="small" variant="quiet" onClick={() => onRemove(member)}>
          Remove<span className="visually-hidden"> {member.email}</span>
        </Button>
      ),
    },
  ];
}
