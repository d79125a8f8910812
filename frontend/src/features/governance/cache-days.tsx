import type { CacheStatistics } from '../../../../shared/contract/response-cache.ts';
import { formatCount } from '../../lib/figures/format-count.ts';
import { formatMoney } from '../../lib/figures/format-money.ts';
import { simulatedCostText, simulatedOfMoney } from '../../lib/figures/simulated.ts';
import { Count } from '../../ui/figure.tsx';
import { SmallTable } from '../../ui/small-table.tsx';
import styles from './cache-days.module.css';
import { Saved } from './saved.tsx';

type Day = CacheStatistics['series'][number];

/** Calls that were answered from the cache, by day, as bars from zero; the same as a table below. */
export function CacheDays({ days }: { days: readonly Day[] }) {
  const [first, last] = [days.at(0), days.at(-1)];
  const top = Math.max(1, ...days.map(answered));
  if (first === undefined || last === undefined) return null;
  return (
    <>
      <figure className={styles['chart']}>
        <div
          className={styles['bars']}
          role="img"
          aria-label={`Calls answered from the cache by day, at most ${formatCount(top).text} a day`}
        >
          {days.map((day) => (
            <span key={day.start} className={styles['day']} data-tip={describe(day)}>
              <span className={styles['bar']} style={{ height: `${(answered(day) / top) * 100}%` }} />
            </span>
          ))}
        </div>
        <figcaption className={styles['axis']}>
          <span>{dayText(first.start)}</span>
          <span>at most {formatCount(top).text} a day</span>
          <span>{dayText(last.start)}, UTC</span>
        </figcaption>
      </figure>
      <details>
        <summary>As a table</summary>
        <SmallTable
          label="By day"
          rows={days.filter((day) => answered(day) + day.storedCount > 0).toReversed()}
          rowKey={({ start }) => start}
          columns={[
            { id: 'day', header: 'Day, UTC', cell: ({ start }) => dayText(start) },
            { id: 'hits', header: 'Hits', align: 'end', cell: ({ hitCount }) => <Count value={hitCount} /> },
            { id: 'shared', header: 'Shared', align: 'end', cell: ({ sharedCount }) => <Count value={sharedCount} /> },
            { id: 'stored', header: 'Stored', align: 'end', cell: ({ storedCount }) => <Count value={storedCount} /> },
            {
              id: 'saved',
              header: 'Saved',
              align: 'end',
              cell: (day) => <Saved of={day} />,
            },
          ]}
        />
      </details>
    </>
  );
}

const answered = ({ hitCount, sharedCount }: Day) => hitCount + sharedCount;

function describe(day: Day): string {
  const simulated = simulatedCostText(simulatedOfMoney(day.savedNanoUsd, day.simulatedSavedNanoUsd));
  const saved = `${formatMoney(day.savedNanoUsd).text} saved${simulated === null ? '' : `, ${simulated}`}`;
  return `${dayText(day.start)}: ${answered(day)} answered, ${saved}`;
}

function dayText(start: string): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    Date.parse(start),
  );
}
