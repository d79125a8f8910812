import { useStore } from '../../lib/create-store.ts';
import type { ChartGroup } from './chart-group.ts';
import type { ChartSeries } from './chart-types.ts';
import { bucketAt } from './geometry.ts';
import { placeReadout } from './place-readout.ts';
import { startsOf } from './starts-of.ts';
import styles from './time-chart.module.css';
import { bucketText } from './time-ticks.ts';

export interface ChartReadoutProps {
  group: ChartGroup;
  series: readonly ChartSeries[];
  range: { stepMs: number };
  format: (value: number) => string;
  width: number;
  /** Where the axis ends. */
  left: number;
  x: (at: number) => number;
}

/** What the crosshair points at, where it does not hide it. It moves nothing around it. */
export function ChartReadout({ group, series, range, format, width, left, x }: ChartReadoutProps) {
  const at = useStore(group.crosshair);
  if (at === null) return null;
  const bucket = bucketAt(startsOf(series), range.stepMs, at);
  const crosshair = x(bucket === null ? at : bucket + range.stepMs / 2);
  return (
    <div className={styles['readout']} style={placeReadout(crosshair, { width, left })} aria-hidden="true">
      <div className={styles['moment']}>{bucketText(bucket ?? at, range.stepMs)}</div>
      {bucket === null ? <div>Nothing</div> : null}
      {bucket === null
        ? null
        : series.map(({ id, label, color, points }) => {
            const value = points.find((point) => point.at === bucket)?.value ?? null;
            return (
              <div key={id} className={styles['value']}>
                <span className={styles['swatch']} style={{ background: color }} />
                <span className={styles['keyLabel']}>{label}</span>
                <span className={styles['keyValue']}>{value === null ? '—' : format(value)}</span>
              </div>
            );
          })}
    </div>
  );
}
