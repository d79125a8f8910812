import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type * as z from 'zod';
import type { getIngestion } from '../../../../shared/contract/ingestion.ts';
import { useProjectId } from '../../lib/project.ts';
import { useNow } from '../../lib/use-now.ts';
import { LinkButton } from '../../ui/button.tsx';
import { Count } from '../../ui/figure.tsx';
import { FilterRow, Page, Section } from '../../ui/page.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Stale } from '../../ui/stale.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { Tile } from '../../ui/tile.tsx';
import { TileGrid } from '../../ui/tile-grid.tsx';
import styles from './ingestion.module.css';
import { ingestionBars, onTheirWay } from './ingestion-bars.ts';
import { IngestionChart } from './ingestion-chart.tsx';
import { IngestionProblems } from './ingestion-problems.tsx';
import { ingestionQuery } from './ingestion-query.ts';
import type { IngestionRange } from './ingestion-search.ts';
import { IngestionTable } from './ingestion-table.tsx';
import { MissingTile } from './missing-tile.tsx';

type Ingestion = z.output<typeof getIngestion.response.schema>;

const ranges = [
  { id: '48h', label: '48 hours' },
  { id: '7d', label: '7 days' },
  { id: '31d', label: '31 days' },
] as const;

/** Whether every accepted span is stored and can be queried. */
export function IngestionPage() {
  const { range = '48h' } = useSearch({ from: '/shell/ingestion' });
  const navigate = useNavigate({ from: '/ingestion' });
  const query = useQuery(ingestionQuery(useProjectId(), range));
  const choose = (id: IngestionRange) => void navigate({ search: id === '48h' ? {} : { range: id } });
  const filters = (
    <FilterRow>
      <Segmented label="Range" options={ranges} value={range} onChange={choose} />
    </FilterRow>
  );
  return (
    <Page title="Ingestion" filters={filters} layout="padded">
      {query.isPending ? <SkeletonRows count={8} label="Loading ingestion" /> : null}
      {query.isError && !query.data ? (
        <ErrorState what="Ingestion could not be loaded" error={query.error} onRetry={() => void query.refetch()} />
      ) : null}
      {query.data ? (
        <Stale isStale={query.isPlaceholderData}>
          <IngestionContent ingestion={query.data} range={range} />
        </Stale>
      ) : null}
    </Page>
  );
}

function IngestionContent({ ingestion, range }: { ingestion: Ingestion; range: IngestionRange }) {
  const now = useNow();
  const { hours, totals } = ingestion;
  if (hours.length === 0) return <NothingAccepted />;
  return (
    <div className={styles['body']}>
      <IngestionProblems hours={hours} />
      <Figures totals={totals} onTheirWay={onTheirWay(hours)} />
      <Section title="Accepted spans" description="By the hour in which they were accepted, not in which they started.">
        <IngestionChart bars={ingestionBars(hours, range, now)} range={range} />
      </Section>
      <Section
        title="By hour"
        description="Compared every five minutes, from ten minutes after the hour; accepted = stored + repeated + dropped, and stored = queryable."
      >
        <IngestionTable hours={hours} />
      </Section>
    </div>
  );
}

function Figures({ totals, onTheirWay }: { totals: Ingestion['totals']; onTheirWay: number }) {
  return (
    <TileGrid>
      <Tile label="Accepted" note="spans, confirmed to their senders">
        <Count value={totals.accepted} />
      </Tile>
      <Tile
        label="Stored"
        note={
          <>
            and <Count value={totals.repeated} /> sent again, <Count value={totals.dropped} /> dropped
          </>
        }
      >
        <Count value={totals.stored} />
      </Tile>
      <Tile label="Queryable" note="of the stored ones">
        <Count value={totals.queryable} />
      </Tile>
      <MissingTile missing={totals.missing} onTheirWay={onTheirWay} />
    </TileGrid>
  );
}

function NothingAccepted() {
  return (
    <EmptyState title="No span was accepted in this range" action={<LinkButton to="/">Get started</LinkButton>}>
      As soon as calls go through the gateway or an SDK sends spans, this page shows that each of them is stored.
    </EmptyState>
  );
}
