import type { Heatmap } from '../../../../shared/contract/trace-metrics.ts';
import { formatDuration } from '../../lib/figures/format-duration.ts';
import { Button } from '../../ui/button.tsx';
import { bucketText } from '../../ui/charts/time-ticks.ts';
import { Count } from '../../ui/figure.tsx';
import { SmallTable } from '../../ui/small-table.tsx';
import { percentText } from '../dashboard/rate.tsx';
import type { HeatCellAt } from './heatmap-chart.tsx';
import styles from './performance.module.css';

const shownCells = 100;

/** The slowest cells as rows: what the picture shows at its top, for those who cannot point at it. */
export function HeatmapTable({ map, onOpen }: { map: Heatmap; onOpen: (cell: HeatCellAt) => void }) {
  const cells = slowestCells(map);
  return (
    <details className={styles['details']}>
      <summary>As a table, the slowest first</summary>
      <div className={styles['tableFrame']}>
        <SmallTable
          label="Latency over time as a table"
          rows={cells}
          rowKey={({ start, row }) => `${start} ${row.fromMs}`}
          columns={[
            { id: 'time', header: 'From', cell: ({ start }) => bucketText(start, map.stepMs) },
            {
              ...{ id: 'latency', header: 'Latency', align: 'end' as const },
              cell: ({ row }) => `${formatDuration(row.fromMs).text} to ${formatDuration(row.toMs).text}`,
            },
            { id: 'count', header: 'Count', align: 'end', cell: ({ count }) => <Count value={count} /> },
            { id: 'share', header: 'Of that time', align: 'end', cell: ({ share }) => percentText(share) },
            {
              ...{ id: 'open', header: '', align: 'end' as const },
              cell: (cell) => (
                <Button size="small" variant="quiet" onClick={() => onOpen(cell)}>
                  Open traces
                </Button>
              ),
            },
          ]}
        />
      </div>
    </details>
  );
}

export function slowestCells({ columns, rows }: Pick<Heatmap, 'columns' | 'rows'>): HeatCellAt[] {
  const cells = columns.flatMap(({ start, counts }) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    return counts.flatMap((count, index) => {
      const row = rows[index];
      return count === 0 || row === undefined ? [] : [{ start: Date.parse(start), row, count, share: count / total }];
    });
  });
  return cells.toSorted((a, b) => b.row.toMs - a.row.toMs || b.start - a.start).slice(0, shownCells);
}
