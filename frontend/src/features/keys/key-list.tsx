import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ApiKey } from '../../../../shared/contract/keys.ts';
import { useProjectId } from '../../lib/project.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { keyColumns } from './key-columns.tsx';
import { keysQuery } from './keys-query.ts';

export interface KeyListProps {
  matches: (all: readonly ApiKey[]) => ApiKey[];
  selectedKey: string | null;
  onOpen: (id: string) => void;
  onClearFilters: () => void;
  /** The button that creates a key, for the empty state. */
  create: ReactNode;
}

export function KeyList({ matches, selectedKey, onOpen, onClearFilters, create }: KeyListProps) {
  const query = useInfiniteQuery(keysQuery(useProjectId()));
  if (query.isPending) return <SkeletonRows count={6} />;
  if (query.isError) {
    return <ErrorState what="The keys could not be loaded" error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (query.data.length === 0) {
    return (
      <EmptyState title="No API keys yet" action={create}>
        A key lets your application call models and send traces to this project.
      </EmptyState>
    );
  }
  const shown = matches(query.data);
  const clear = <Button onClick={onClearFilters}>Show all keys</Button>;
  if (shown.length === 0) return <EmptyState title="No key matches these filters" action={clear} />;
  return (
    <DataTable
      label="API keys"
      columns={keyColumns}
      rows={shown}
      rowKey={(key) => key.id}
      selectedKey={selectedKey}
      onOpen={(key) => onOpen(key.id)}
      footer={query.hasNextPage ? <LoadMore query={query} /> : null}
    />
  );
}

function LoadMore({ query }: { query: { isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> } }) {
  return (
    <Button isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
      Load more
    </Button>
  );
}
