import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { TraceSummary } from '../../../../shared/contract/span.ts';
import { FigureText, Time } from '../../ui/figure.tsx';
import { Badge, SimulatedBadge } from '../../ui/status.tsx';
import { StatusText } from './status-text.tsx';
import { figuresOf } from './trace-figures.ts';
import styles from './trace-table.module.css';
import type { TracesSearch } from './traces-search.ts';

export interface TraceRowProps {
  trace: TraceSummary;
  /** From 0, in the whole list. */
  index: number;
  /** The filters, which stay in the URL of the trace. */
  search: TracesSearch;
  isOpen: boolean;
  /** The one row that the tab key reaches. */
  isCurrent: boolean;
}

export const traceRowId = (traceId: string) => `trace-${traceId}`;

/** One trace. The link covers the row; figures lie above it for their tooltips. */
export const TraceRow = memo(function TraceRow({ trace, index, search, isOpen, isCurrent }: TraceRowProps) {
  const figures = figuresOf(trace);
  return (
    <tr aria-rowindex={index + 2} className={styles['row']} data-open={isOpen || undefined}>
      <td className={styles['time']}>
        <Time at={trace.startTime} />
      </td>
      <td className={styles['name']}>
        <div className={styles['title']}>
          <Link
            id={traceRowId(trace.traceId)}
            to="/traces/$traceId"
            params={{ traceId: trace.traceId }}
            search={search}
            resetScroll={false}
            className={styles['link']}
            tabIndex={isCurrent ? 0 : -1}
            aria-current={isOpen || undefined}
          >
            {trace.name}
          </Link>
          {trace.isSimulated ? <SimulatedBadge /> : null}
          {trace.isEstimated ? <Badge tip="Some token counts are estimates.">estimated</Badge> : null}
        </div>
      </td>
      <td className={styles['status']}>
        <StatusText status={trace.status} />
      </td>
      <td className={styles['model']}>
        <Models names={trace.models} />
      </td>
      <td className={styles['duration']}>
        <FigureText figure={figures.duration} />
      </td>
      <td className={styles['firstToken']}>
        <FigureText figure={figures.timeToFirstToken} />
      </td>
      <td className={styles['tokens']}>
        <FigureText figure={figures.tokens} />
      </td>
      <td className={styles['cost']}>
        <FigureText figure={figures.cost} />
      </td>
    </tr>
  );
});

function Models({ names }: { names: readonly string[] }) {
  const [first, ...others] = names;
  if (first === undefined) return <FigureText figure={{ text: '—', exact: '', note: 'No model was called.' }} />;
  if (others.length === 0) return first;
  return (
    <>
      {first} <span data-tip={names.join('\n')}>+{others.length}</span>
    </>
  );
}
