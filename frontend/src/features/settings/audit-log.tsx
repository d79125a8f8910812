import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { AuditEntry } from '../../../../shared/contract/audit.ts';
import { useProjectId } from '../../lib/project.ts';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Time } from '../../ui/figure.tsx';
import { OpenLink } from '../../ui/open-link.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { auditQuery } from './audit-query.ts';
import { actionText } from './diff-records.ts';

const route = getRouteApi('/shell/settings');

const columns: readonly Column<AuditEntry>[] = [
  { id: 'at', header: 'When', width: 130, card: 'fact', cell: (entry) => <Time at={entry.at} /> },
  {
    id: 'action',
    header: 'What',
    width: 220,
    card: 'title',
    cell: (entry) => <OpenLink search={{ entry: entry.id }}>{actionText(entry.action)}</OpenLink>,
  },
  {
    id: 'target',
    header: 'Which',
    width: 220,
    isFlexible: true,
    card: 'fact',
    cell: (entry) => <span data-tip={`${entry.target.kind} ${entry.target.id}`}>{entry.target.name}</span>,
  },
  {
    id: 'actor',
    header: 'Who',
    width: 240,
    card: 'fact',
    cell: (entry) => <span data-tip={`${entry.actor.kind} ${entry.actor.id}`}>{entry.actor.name}</span>,
  },
];

export function AuditLog() {
  const { entry: openId } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(auditQuery(useProjectId()));
  if (query.isPending) return <SkeletonRows />;
  if (query.isError) {
    const retry = () => void query.refetch();
    return <ErrorState what="The audit log could not be loaded" error={query.error} onRetry={retry} />;
  }
  if (query.data.length === 0) {
    return <EmptyState title="Nothing has been changed yet">Every change of this project is listed here.</EmptyState>;
  }
  const footer = query.hasNextPage ? (
    <Button isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
      Load older entries
    </Button>
  ) : (
    'That is everything.'
  );
  return (
    <DataTable
      label="Audit log"
      columns={columns}
      rows={query.data}
      rowKey={(entry) => entry.id}
      selectedKey={openId ?? null}
      onOpen={(entry) => void navigate({ search: { tab: 'audit', entry: entry.id } })}
      footer={footer}
    />
  );
}
