import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { parseFilter } from '../../../../shared/trace-filter/parse-filter.ts';
import { formatRelativeTime } from '../../lib/figures/format-time.ts';
import { useProjectId } from '../../lib/project.ts';
import { compact } from '../../lib/read-search.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { FilterRow, Page } from '../../ui/page.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { FilterBar } from '../traces/list/filter-bar.tsx';
import { TimeRangePicker } from '../traces/list/time-range-picker.tsx';
import type { GroupKind } from './group.ts';
import { groupColumns } from './group-columns.tsx';
import { pathOf } from './group-path.ts';
import { type GroupWords, groupWords } from './group-words.ts';
import styles from './groups.module.css';
import { groupsQuery } from './groups-query.ts';
import { type GroupsSearch, rangeOf, searchOfRange } from './groups-search.ts';

/** Sessions or users with what their traces come to, last used first. */
export function GroupListPage({ kind, search }: { kind: GroupKind; search: GroupsSearch }) {
  const words = groupWords[kind];
  const navigate = useNavigate();
  const { q = '' } = search;
  const range = rangeOf(search);
  const go = (part: { q?: string; range?: typeof range }) => {
    const next = { ...searchOfRange(part.range ?? range), q: (part.q ?? q) || undefined };
    void navigate({ to: words.path, search: compact(next), replace: true });
  };
  const filters = (
    <FilterRow>
      <FilterBar label={`Filter ${words.many} by their traces`} value={q} onApply={(text) => go({ q: text })} />
      <TimeRangePicker value={range} onChange={(next) => go({ range: next })} />
    </FilterRow>
  );
  return (
    <Page title={words.title} filters={filters}>
      {parseFilter(q).isValid ? (
        <GroupList words={words} q={q} range={range} />
      ) : (
        <EmptyState title="The filter cannot be read. What is wrong with it is said below it." />
      )}
    </Page>
  );
}

function GroupList({ words, q, range }: { words: GroupWords; q: string; range: ReturnType<typeof rangeOf> }) {
  const navigate = useNavigate();
  const query = useInfiniteQuery(groupsQuery(useProjectId(), words.kind, { q, range }));
  const columns = useMemo(() => groupColumns(words), [words]);
  const rows = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data]);
  const { error, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  if (query.data === undefined && error) {
    const retry = () => void query.refetch();
    return <ErrorState what={`The ${words.many} could not be loaded`} error={error} onRetry={retry} />;
  }
  if (query.data === undefined) return <SkeletonRows count={16} label={`Loading ${words.many}`} />;
  if (rows.length === 0 && !hasNextPage) return <NoGroups words={words} isFiltered={q !== ''} />;
  const searchedTo = query.data.pages.at(-1)?.searchedTo;
  const footer = hasNextPage ? (
    <div className={styles['more']}>
      <Button size="small" isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        Look further back
      </Button>
      {searchedTo ? `Looked back to ${formatRelativeTime(searchedTo, { now: Date.now() }).text}` : null}
    </div>
  ) : null;
  return (
    <DataTable
      label={words.title}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      onOpen={(group) => void navigate(pathOf(group))}
      footer={footer}
    />
  );
}

function NoGroups({ words, isFiltered }: { words: GroupWords; isFiltered: boolean }) {
  if (isFiltered) return <EmptyState title={`No ${words.one} has a trace that matches.`} />;
  const code = `span.setAttribute("${words.attribute}", "…")`;
  return (
    <EmptyState
      title={`No ${words.many} in this time range.`}
      action={<LinkButton to="/traces">Show traces</LinkButton>}
      snippet={<CodeBlock code={code} label="How to name it" />}
    >
      {words.empty}
    </EmptyState>
  );
}
