import { formatCount } from '../../lib/figures/format-count.ts';
import { hoursPerBar, type IngestionBar } from './ingestion-bars.ts';
import styles from './ingestion-chart.module.css';
import type { IngestionRange } from './ingestion-search.ts';
import { momentText } from './moment-text.ts';

/** Accepted spans as bars from zero: accounted for, still on their way, missing. The table below has the same figures. */
export function IngestionChart({ bars, range }: { bars: readonly IngestionBar[]; range: IngestionRange }) {
  const top = Math.max(1, ...bars.map(({ accounted, open }) => accounted + open));
  const unit = hoursPerBar[range] === 1 ? 'an hour' : `in ${hoursPerBar[range]} hours`;
  const share = (count: number) => `${(count / top) * 100}%`;
  return (
    <figure className={styles['chart']}>
      <div
        className={styles['bars']}
        role="img"
        aria-label={`Accepted spans, at most ${formatCount(top).text} ${unit}. The table below has the figures.`}
      >
        {bars.map(({ start, accounted, open, missing }) => (
          <span key={start} className={styles['slot']} data-tip={describe({ start, accounted, open, missing })}>
            {missing > 0 ? <span className={styles['missing']} style={{ height: share(missing) }} /> : null}
            <span className={styles['open']} style={{ height: share(open - missing) }} />
            <span className={styles['accounted']} style={{ height: share(accounted) }} />
          </span>
        ))}
      </div>
      <figcaption className={styles['axis']}>
        <span>{momentText(bars[0]?.start ?? 0)}</span>
        <span>
          at most {formatCount(top).text} spans {unit}
        </span>
        <span>now</span>
      </figcaption>
    </figure>
  );
}

function describe({ start, accounted, open, missing }: IngestionBar): string {
  const parts = [`${accounted} accounted for`];
  if (open > missing) parts.push(`${open - missing} on their way`);
  if (missing > 0) parts.push(`${missing} missing`);
  return `${momentText(start)}: ${parts.join(', ')}`;
}
