import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import { formatDuration } from '../../../../lib/figures/format-duration.ts';
import { Segmented } from '../../../../ui/segmented.tsx';
import { EmptyState } from '../../../../ui/states.tsx';
import { Status, type Tone } from '../../../../ui/status.tsx';
import type { LoadedTrace } from '../../use-trace.ts';
import type { SpanNode } from '../span-forest.ts';
import { atLeast, type LogLevel, type LogLine, logsOf } from './logs-of.ts';
import styles from './logs-view.module.css';

const tones: Record<LogLevel, Tone> = { error: 'stop', warning: 'caution', info: 'info', debug: 'neutral' };
const rowHeight = 32;
/** Longer ones may be cut; hovering shows them whole. */
const shortMessage = 40;

export interface LogsViewProps {
  loaded: LoadedTrace;
  selected: SpanNode | null;
  onSelect: (spanId: string) => void;
}

/** Failures and events of all spans in the order of time. */
export function LogsView({ loaded: { forest, isComplete }, selected, onSelect }: LogsViewProps) {
  const [level, setLevel] = useState<LogLevel>('debug');
  const all = useMemo(() => logsOf(forest), [forest]);
  const lines = useMemo(() => atLeast(all, level), [all, level]);
  if (all.length === 0) {
    return isComplete ? (
      <EmptyState title="Nothing was logged in this trace.">
        Events that a span carries, and errors that it ends with, appear here in the order of time.
      </EmptyState>
    ) : null;
  }
  return (
    <>
      <div>
        <Segmented
          label="Least level"
          options={[
            { id: 'debug', label: `All ${all.length}` },
            { id: 'info', label: 'Info' },
            { id: 'warning', label: 'Warnings' },
            { id: 'error', label: 'Errors' },
          ]}
          value={level}
          onChange={setLevel}
        />
      </div>
      <LogList lines={lines} startMs={forest.startMs} selected={selected} onSelect={onSelect} />
    </>
  );
}

interface LogListProps extends Pick<LogsViewProps, 'selected' | 'onSelect'> {
  lines: readonly LogLine[];
  startMs: number;
}

function LogList({ lines, startMs, selected, onSelect }: LogListProps) {
  const scrollRef = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  });
  if (lines.length === 0) return <p>Nothing of this level or worse.</p>;
  return (
    <div ref={scrollRef} className={styles['scroll']}>
      <ol className={styles['lines']} aria-label="Log of the trace" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const line = lines[index];
          return line ? (
            <li key={line.id} className={styles['line']} style={{ transform: `translateY(${start}px)` }}>
              <button
                type="button"
                className={styles['button']}
                aria-pressed={line.node === selected}
                onClick={() => onSelect(line.node.span.spanId)}
              >
                <span className={styles['time']}>{formatDuration(Math.max(0, line.atMs - startMs)).text}</span>
                <Status tone={tones[line.level]}>{line.level}</Status>
                <span
                  className={styles['text']}
                  data-tip={line.message.length > shortMessage ? line.message : undefined}
                >
                  {line.title === '' ? null : <b>{`${line.title} `}</b>}
                  {line.message}
                </span>
                <span className={styles['span']}>{line.node.span.name}</span>
              </button>
            </li>
          ) : null;
        })}
      </ol>
    </div>
  );
}
