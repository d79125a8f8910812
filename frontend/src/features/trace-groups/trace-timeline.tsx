import { useMemo } from 'react';
import type { TraceSummary } from '../../../../shared/contract/span.ts';
import { absoluteTime, axisTime } from '../../lib/figures/format-time.ts';
import { figuresOf } from '../traces/trace-figures.ts';
import styles from './groups.module.css';
import { layOutTimeline } from './lay-out-timeline.ts';

export interface TraceTimelineProps {
  traces: readonly TraceSummary[];
  /** The trace that is looked at. */
  currentId: string | null;
  onPick: (traceId: string) => void;
}

const laneHeight = 18;
/** Both ends of a shorter one would often be of the same minute. */
const exactBelow = 15 * 60_000;
/** More lie behind each other: a picture of two hundred lanes says no more. */
const maxLanes = 12;

/** Traces over time: when each was, how long it took, whether it failed. */
export function TraceTimeline({ traces, currentId, onPick }: TraceTimelineProps) {
  const { bars, laneCount, from, to } = useMemo(
    () =>
      layOutTimeline(
        traces.map(({ traceId, startTime, durationMs }) => ({ id: traceId, start: Date.parse(startTime), durationMs })),
      ),
    [traces],
  );
  const byId = useMemo(() => new Map(traces.map((trace) => [trace.traceId, trace])), [traces]);
  const lanes = Math.min(maxLanes, laneCount);
  const isShort = to - from < exactBelow;
  return (
    <div>
      <div className={styles['timeline']} style={{ height: lanes * laneHeight + 6 }}>
        {bars.map(({ id, lane, left, width }) => {
          const trace = byId.get(id);
          return trace ? (
            <button
              key={id}
              type="button"
              tabIndex={-1}
              className={styles['bar']}
              style={{ top: (lane % maxLanes) * laneHeight + 2, left: `${left}%`, width: `${width}%` }}
              data-error={trace.status === 'error' || undefined}
              aria-current={id === currentId || undefined}
              aria-label={barWords(trace)}
              data-tip={barWords(trace)}
              onClick={() => onPick(id)}
            />
          ) : null;
        })}
      </div>
      <div className={styles['axis']}>
        <Moment at={from} isExact={isShort} />
        <Moment at={to} isExact={isShort} />
      </div>
    </div>
  );
}

function barWords(trace: TraceSummary): string {
  const failed = trace.status === 'error' ? ', failed' : '';
  const simulated = trace.isSimulated ? ', simulated' : '';
  return `${trace.name}, ${figuresOf(trace).duration.text}${failed}${simulated}, ${absoluteTime(trace.startTime)}`;
}

function Moment({ at, isExact }: { at: number; isExact: boolean }) {
  return <span data-tip={absoluteTime(at)}>{axisTime(at, isExact ? 'second' : 'minute')}</span>;
}
