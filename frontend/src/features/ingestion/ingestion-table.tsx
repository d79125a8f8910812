import type { IngestionHour } from '../../../../shared/contract/ingestion.ts';
import { Count, Time } from '../../ui/figure.tsx';
import { Hint } from '../../ui/hint.tsx';
import { SmallTable } from '../../ui/small-table.tsx';
import { OnTheirWay } from './missing-tile.tsx';
import { momentText } from './moment-text.ts';
import { VerdictStatus } from './verdict-status.tsx';

const maxRows = 200;

export function IngestionTable({ hours }: { hours: readonly IngestionHour[] }) {
  const shown = hours.slice(0, maxRows);
  return (
    <>
      <SmallTable
        label="Spans by hour of acceptance"
        rows={shown}
        rowKey={({ hour }) => hour}
        columns={[
          { id: 'hour', header: 'Hour', headerTip: 'In which the spans were accepted', cell: Hour },
          { id: 'verdict', header: 'State', cell: ({ verdict }) => <VerdictStatus verdict={verdict} /> },
          count('accepted', 'Accepted', 'Confirmed to the sender'),
          count('stored', 'Stored', 'Written to the trace store'),
          count('repeated', 'Repeated', 'Sent again: they were there already'),
          count('dropped', 'Dropped', 'Of traces that had been deleted'),
          count('queryable', 'Queryable', 'Stored, and in lists, charts and sums'),
          {
            ...count('missing', 'Missing', 'Accepted and not accounted for, or stored and not queryable'),
            cell: Missing,
          },
          { id: 'checked', header: 'Compared', align: 'end', cell: ({ checkedAt }) => <Time at={checkedAt} /> },
        ]}
      />
      {hours.length > maxRows ? (
        <Hint>
          The latest {maxRows} of {hours.length} hours; the figures above are of all.
        </Hint>
      ) : null}
    </>
  );
}

type CountName = 'accepted' | 'stored' | 'repeated' | 'dropped' | 'queryable' | 'missing';

function count(name: CountName, header: string, headerTip: string) {
  return {
    id: name,
    header,
    headerTip,
    align: 'end' as const,
    cell: (row: IngestionHour) => <Count value={row[name]} />,
  };
}

/** The same words as the figure above the table. */
function Missing({ missing, verdict }: IngestionHour) {
  return verdict === 'settling' && missing > 0 ? <OnTheirWay count={missing} /> : <Count value={missing} />;
}

function Hour({ hour }: IngestionHour) {
  return <time dateTime={hour}>{momentText(hour)}</time>;
}
