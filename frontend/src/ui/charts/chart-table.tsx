import { SmallTable } from '../small-table.tsx';
import { startsOf } from './starts-of.ts';
import styles from './time-chart.module.css';
import type { TimeChartProps } from './time-chart.tsx';
import { bucketText } from './time-ticks.ts';

/** The values of a chart, the newest first. */
export function ChartTable({
  title,
  series,
  range,
  format,
}: Pick<TimeChartProps, 'title' | 'series' | 'range' | 'format'>) {
  const values = new Map(series.map(({ id, points }) => [id, new Map(points.map(({ at, value }) => [at, value]))]));
  return (
    <div className={styles['tableFrame']}>
      <SmallTable
        label={`${title} as a table`}
        rows={startsOf(series).toReversed()}
        rowKey={String}
        columns={[
          {
            id: 'time',
            header: 'From',
            cell: (at: number) => <time dateTime={new Date(at).toISOString()}>{bucketText(at, range.stepMs)}</time>,
          },
          ...series.map(({ id, label }) => ({
            ...{ id, header: label, align: 'end' as const },
            cell: (at: number) => {
              const value = values.get(id)?.get(at) ?? null;
              return value === null ? '—' : format(value);
            },
          })),
        ]}
      />
    </div>
  );
}
