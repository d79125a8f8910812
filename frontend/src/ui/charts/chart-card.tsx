import { ChartLine, Table2 } from 'lucide-react';
import { useId, useState } from 'react';
import { IconButton } from '../button.tsx';
import { ChartTable } from './chart-table.tsx';
import type { ChartSeries } from './chart-types.ts';
import styles from './time-chart.module.css';
import { TimeChart, type TimeChartProps } from './time-chart.tsx';

export interface ChartCardProps extends TimeChartProps {
  /** Beside the title: what is shown, in which unit. */
  note?: string;
  /** Instead of the chart, where there is nothing to draw. */
  emptyText?: string;
}

/** A chart with its title, its legend, which toggles series, and its table. */
export function ChartCard({ note, emptyText = 'Nothing in this range.', ...chart }: ChartCardProps) {
  const [isTable, setIsTable] = useState(false);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const headingId = useId();
  const shown = chart.series.filter(({ id }) => !hidden.has(id));
  const isEmpty = chart.series.every(({ points }) => points.every(({ value }) => value === null));
  const toggle = (id: string) =>
    setHidden(new Set(hidden.has(id) ? [...hidden].filter((each) => each !== id) : [...hidden, id]));
  return (
    <section className={styles['card']} aria-labelledby={headingId}>
      <header className={styles['head']}>
        <h2 id={headingId}>{chart.title}</h2>
        {note === undefined ? null : <span className={styles['note']}>{note}</span>}
        <span className={styles['headEnd']}>
          <IconButton
            label={isTable ? `${chart.title} as a chart` : `${chart.title} as a table`}
            size="small"
            onClick={() => setIsTable(!isTable)}
          >
            {isTable ? <ChartLine size={14} aria-hidden="true" /> : <Table2 size={14} aria-hidden="true" />}
          </IconButton>
        </span>
      </header>
      <Legend series={chart.series} ghost={chart.ghost} hidden={hidden} onToggle={toggle} />
      {isEmpty ? <p className={styles['empty']}>{emptyText}</p> : null}
      {!isEmpty && isTable ? (
        <ChartTable {...chart} series={chart.ghost === undefined ? shown : [...shown, chart.ghost]} />
      ) : null}
      {!isEmpty && !isTable ? <TimeChart {...chart} series={shown} /> : null}
    </section>
  );
}

interface LegendProps {
  series: readonly ChartSeries[];
  ghost: ChartSeries | undefined;
  hidden: ReadonlySet<string>;
  onToggle: (id: string) => void;
}

function Legend({ series, ghost, hidden, onToggle }: LegendProps) {
  return (
    <div className={styles['legend']}>
      {series.map(({ id, label, color }) => (
        <button
          key={id}
          type="button"
          className={styles['key']}
          aria-pressed={!hidden.has(id)}
          data-tip={label.length > 24 ? label : undefined}
          onClick={() => onToggle(id)}
        >
          <span className={styles['swatch']} style={{ background: color }} aria-hidden="true" />
          <span className={styles['keyLabel']}>{label}</span>
        </button>
      ))}
      {ghost === undefined ? null : <span className={styles['note']}>┄ {ghost.label}</span>}
    </div>
  );
}
