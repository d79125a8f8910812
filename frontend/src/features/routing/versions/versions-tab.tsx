import { useInfiniteQuery } from '@tanstack/react-query';
import type { RouteVersion } from '../../../../../shared/contract/routing.ts';
import { useProjectId } from '../../../lib/project.ts';
import { Button } from '../../../ui/button.tsx';
import { Time } from '../../../ui/figure.tsx';
import { SmallTable } from '../../../ui/small-table.tsx';
import { ErrorState, SkeletonRows } from '../../../ui/states.tsx';
import { Badge } from '../../../ui/status.tsx';
import styles from '../routing.module.css';
import { routeVersionsQuery } from '../routing-query.ts';
import { VersionDiff } from './version-diff.tsx';

export interface VersionsTabProps {
  current: RouteVersion;
  /** The version that is compared with the current one. */
  open: number | null;
  onOpen: (version: number | undefined) => void;
}

/** Every state the route has had, newest first; each can be compared and restored. */
export function VersionsTab({ current, open, onOpen }: VersionsTabProps) {
  const query = useInfiniteQuery(routeVersionsQuery(useProjectId(), current.name));
  if (query.isPending) return <SkeletonRows count={4} label="Loading versions" />;
  if (query.isError) {
    const retry = () => void query.refetch();
    return <ErrorState what="The versions could not be loaded" error={query.error} onRetry={retry} />;
  }
  const opened = query.data.find(({ version }) => version === open);
  return (
    <div className={styles['stack']}>
      <SmallTable
        label="Versions"
        rows={query.data}
        rowKey={({ version }) => String(version)}
        columns={[
          { id: 'version', header: 'Version', cell: (row) => <VersionName version={row} current={current.version} /> },
          { id: 'by', header: 'By', cell: ({ createdBy }) => createdBy.name },
          { id: 'when', header: 'When', cell: ({ createdAt }) => <Time at={createdAt} /> },
          {
            id: 'compare',
            header: '',
            align: 'end',
            cell: ({ version }) =>
              version === current.version ? null : (
                <Button size="small" aria-pressed={version === open} onClick={() => onOpen(version)}>
                  Compare
                </Button>
              ),
          },
        ]}
      />
      {query.hasNextPage ? (
        <div>
          <Button isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Load more
          </Button>
        </div>
      ) : null}
      {opened && opened.version !== current.version ? (
        <VersionDiff key={opened.version} old={opened} current={current} onRestored={() => onOpen(undefined)} />
      ) : null}
    </div>
  );
}

function VersionName({ version: { version, restoredFrom }, current }: { version: RouteVersion; current: number }) {
  return (
    <>
      {version} {version === current ? <Badge tone="go">current</Badge> : null}{' '}
      {restoredFrom === null ? null : <Badge>repeats {restoredFrom}</Badge>}
    </>
  );
}
