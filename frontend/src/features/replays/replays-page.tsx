import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Replay } from '../../../../shared/contract/replays.ts';
import { useProjectId } from '../../lib/project.ts';
import { useCan } from '../../lib/use-me.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { rangeText } from './hour-text.ts';
import { NewReplayDialog } from './new-replay-dialog.tsx';
import { replayColumns } from './replay-columns.tsx';
import { isRunning } from './replay-progress.ts';
import { replaysQuery } from './replays-query.ts';
import { useReplayActions } from './use-replay-actions.ts';

const route = getRouteApi('/shell/replays');

/** Reading the archive again: begin, watch, cancel. */
export function ReplaysPage() {
  const { new: isNew = false } = route.useSearch();
  const navigate = route.useNavigate();
  const isAdmin = useCan('admin');
  if (!isAdmin) return <AdminsOnly />;
  const create = (
    <Button variant="primary" onClick={() => void navigate({ search: { new: true } })}>
      New replay
    </Button>
  );
  return (
    <Page title="Replays" action={create}>
      <ReplayList create={create} />
      {isNew ? <NewReplayDialog onClose={() => void navigate({ search: {} })} /> : null}
    </Page>
  );
}

function AdminsOnly() {
  return (
    <Page title="Replays">
      <EmptyState title="Replays are for administrators">
        They read everything again that was accepted. Ask an administrator of this project to begin one.
      </EmptyState>
    </Page>
  );
}

function ReplayList({ create }: { create: ReactNode }) {
  const query = useInfiniteQuery(replaysQuery(useProjectId()));
  const [toCancel, setToCancel] = useState<Replay | null>(null);
  const { cancel } = useReplayActions();
  if (query.isPending) return <SkeletonRows count={4} label="Loading replays" />;
  if (query.isError) {
    const retry = () => void query.refetch();
    return <ErrorState what="The replays could not be loaded" error={query.error} onRetry={retry} />;
  }
  if (query.data.length === 0) return <NoReplays create={create} />;
  const footer = query.hasNextPage ? (
    <Button isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
      Load older replays
    </Button>
  ) : (
    'That is everything.'
  );
  return (
    <>
      <DataTable
        label="Replays"
        columns={replayColumns(setToCancel)}
        rows={query.data}
        rowKey={({ id }) => id}
        footer={footer}
      />
      {toCancel === null || !query.data.some(({ id, ...rest }) => id === toCancel.id && isRunning(rest)) ? null : (
        <ConfirmDialog
          title={`Cancel the replay of ${rangeText(toCancel)}?`}
          confirmLabel="Cancel replay"
          onConfirm={() => cancel.mutateAsync(toCancel.id)}
          onClose={() => setToCancel(null)}
        >
          What it has sent is stored. Running the same hours again later is harmless.
        </ConfirmDialog>
      )}
    </>
  );
}

function NoReplays({ create }: { create: ReactNode }) {
  return (
    <EmptyState title="Nothing has been replayed yet" action={create}>
      Requests are kept as they were received. After a rule or a price was mended, a replay reads them again and
      corrects the traces and sums that come out otherwise.
    </EmptyState>
  );
}
