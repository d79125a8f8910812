import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CacheStatistics } from '../../../../shared/contract/response-cache.ts';
import { useProjectId } from '../../lib/project.ts';
import { useCan } from '../../lib/use-me.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Count, Time } from '../../ui/figure.tsx';
import { Hint } from '../../ui/hint.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { SmallTable } from '../../ui/small-table.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { Status } from '../../ui/status.tsx';
import { Tile } from '../../ui/tile.tsx';
import { TileGrid } from '../../ui/tile-grid.tsx';
import { CacheDays } from './cache-days.tsx';
import { CacheSettingsForm } from './cache-settings-form.tsx';
import { ClearCacheDialog } from './clear-cache-dialog.tsx';
import { cacheQuery } from './governance-query.ts';
import { hitRate } from './hit-rate.ts';
import { Saved } from './saved.tsx';

/** What the response cache saved, and what it keeps. */
export function CachePage() {
  const query = useQuery(cacheQuery(useProjectId()));
  const state = query.data ? (
    <Status tone={query.data.settings.isEnabled ? 'go' : 'caution'}>
      {query.data.settings.isEnabled ? 'on' : 'off'}
    </Status>
  ) : null;
  const retry = () => void query.refetch();
  return (
    <Page title="Cache" meta={state} layout="padded">
      {query.isPending ? <SkeletonRows count={6} label="Loading the cache" /> : null}
      {query.isError && !query.data ? (
        <ErrorState what="The cache could not be loaded" error={query.error} onRetry={retry} />
      ) : null}
      {query.data ? <CacheContent cache={query.data} /> : null}
    </Page>
  );
}

function CacheContent({ cache }: { cache: CacheStatistics }) {
  const canClear = useCan('editor');
  const [clearing, setClearing] = useState<string | null | undefined>(undefined);
  const clearAll = canClear ? (
    <Button variant="danger-quiet" onClick={() => setClearing(null)}>
      Clear all
    </Button>
  ) : null;
  return (
    <>
      <Figures cache={cache} />
      {cache.hitCount + cache.sharedCount === 0 ? null : (
        <Section title="By day" description="Calls that were answered without a provider.">
          <CacheDays days={cache.series} />
        </Section>
      )}
      <Section
        title="Namespaces"
        description="Calls share answers within one."
        action={cache.namespaces.length === 0 ? null : clearAll}
      >
        {cache.namespaces.length === 0 ? (
          <NothingCached />
        ) : (
          <Namespaces cache={cache} onClear={canClear ? setClearing : null} />
        )}
        {cache.namespaceCount > cache.namespaces.length ? (
          <Hint>
            These {cache.namespaces.length} of {cache.namespaceCount} saved most; the figures above are of all.
          </Hint>
        ) : null}
      </Section>
      <Section title="Settings">
        <CacheSettingsForm key={JSON.stringify(cache.settings)} settings={cache.settings} />
      </Section>
      {clearing === undefined ? null : <ClearCacheDialog namespace={clearing} onClose={() => setClearing(undefined)} />}
    </>
  );
}

function Figures({ cache }: { cache: CacheStatistics }) {
  const rate = hitRate(cache);
  return (
    <TileGrid>
      <Tile
        label="Hit rate"
        note={
          <>
            of calls that asked for it since <Time at={cache.since} />
          </>
        }
      >
        {rate === null ? <span data-tip="No call used the cache.">—</span> : `${Math.round(rate * 100)} %`}
      </Tile>
      <Tile label="Saved" note="what the calls would have cost">
        <Saved of={cache} />
      </Tile>
      <Tile
        label="Answered from it"
        note={
          <>
            and <Count value={cache.sharedCount} /> by an identical call under way
          </>
        }
      >
        <Count value={cache.hitCount} />
      </Tile>
      <Tile label="Stored" note="answers">
        <Count value={cache.storedCount} />
      </Tile>
    </TileGrid>
  );
}

function Namespaces({ cache, onClear }: { cache: CacheStatistics; onClear: ((namespace: string) => void) | null }) {
  return (
    <SmallTable
      label="Namespaces"
      rows={cache.namespaces}
      rowKey={({ namespace }) => namespace}
      columns={[
        { id: 'name', header: 'Namespace', cell: ({ namespace }) => <code>{namespace}</code> },
        { id: 'hits', header: 'Hits', align: 'end', cell: ({ hitCount }) => <Count value={hitCount} /> },
        { id: 'shared', header: 'Shared', align: 'end', cell: ({ sharedCount }) => <Count value={sharedCount} /> },
        { id: 'stored', header: 'Stored', align: 'end', cell: ({ storedCount }) => <Count value={storedCount} /> },
        { id: 'saved', header: 'Saved', align: 'end', cell: (counts) => <Saved of={counts} /> },
        {
          id: 'clear',
          header: '',
          align: 'end',
          cell: ({ namespace }) =>
            onClear === null ? null : (
              <Button size="small" onClick={() => onClear(namespace)}>
                Clear
              </Button>
            ),
        },
      ]}
    />
  );
}

function NothingCached() {
  return (
    <EmptyState title="Nothing is cached yet" action={<LinkButton to="/routes">See routes</LinkButton>}>
      Switch it on in a route: equal calls through it then share an answer, which costs nothing the second time.
    </EmptyState>
  );
}
