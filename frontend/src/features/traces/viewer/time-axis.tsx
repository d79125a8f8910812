import { type PointerEvent, useRef, useState } from 'react';
import { formatDuration } from '../../../lib/figures/format-duration.ts';
import { Button } from '../../../ui/button.tsx';
import { lengthOf, stretchOf, type TimeWindow } from '../lay-out-waterfall.ts';
import styles from '../span-tree.module.css';
import type { Forest } from './span-forest.ts';
import { tickText, timeStep } from './time-ticks.ts';
import type { Zoom } from './use-zoom.ts';

const mostTicks = 5;
/** Less is a click, not a range. */
const leastDrag = 4;

/** The time that the bars below stand for, counted from the start of the trace. Dragging selects a part of it. */
export function TimeAxis({ forest, zoom }: { forest: Forest; zoom: Zoom }) {
  const { window } = zoom;
  const drag = useDrag(window, zoom.set);
  return (
    <div className={styles['axis']}>
      <span className={styles['axisStart']}>
        {zoom.isZoomed ? (
          <Button size="small" variant="quiet" onClick={() => zoom.set(null)} data-tip="Show the whole trace (0)">
            {`${formatDuration(window.startMs - forest.startMs).text} – ${formatDuration(window.endMs - forest.startMs).text} ×`}
          </Button>
        ) : null}
      </span>
      <div className={styles['ticks']} aria-hidden="true" {...drag.handlers}>
        {ticksIn(window, forest.startMs).map(({ at, label }) => (
          <span
            key={at}
            className={styles['tick']}
            style={{ left: `${stretchOf({ startMs: at, endMs: at }, window).left}%` }}
          >
            {label}
          </span>
        ))}
        {drag.range ? <span className={styles['range']} style={rangeStyle(drag.range)} /> : null}
      </div>
      <span className={styles['tokens']}>Tokens</span>
      <span className={styles['cost']}>Cost</span>
      <span className={styles['duration']}>Took</span>
    </div>
  );
}

/** Round times from the start of the trace that are in the window; the left edge has room for none. */
function ticksIn(window: TimeWindow, originMs: number): { at: number; label: string }[] {
  const step = timeStep(lengthOf(window), mostTicks);
  if (step === 0) return [];
  const first = Math.floor((window.startMs - originMs) / step) + 1;
  return Array.from({ length: mostTicks + 1 }, (_, index) => (first + index) * step)
    .filter((time) => originMs + time <= window.endMs + step * 1e-6)
    .map((time) => ({ at: originMs + time, label: tickText(time) }));
}

interface DragRange {
  from: number;
  to: number;
}

const rangeStyle = ({ from, to }: DragRange) => ({
  left: `${Math.min(from, to) * 100}%`,
  width: `${Math.abs(to - from) * 100}%`,
});

function useDrag(window: TimeWindow, onSelect: (window: TimeWindow) => void) {
  const [range, setRange] = useState<DragRange | null>(null);
  const startX = useRef(0);
  const shareOf = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - left) / width));
  };
  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      startX.current = event.clientX;
      setRange({ from: shareOf(event), to: shareOf(event) });
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (range !== null) setRange({ from: range.from, to: shareOf(event) });
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      if (range !== null && Math.abs(event.clientX - startX.current) >= leastDrag) {
        const [from, to] = [Math.min(range.from, range.to), Math.max(range.from, range.to)];
        const at = (share: number) => window.startMs + share * lengthOf(window);
        onSelect({ startMs: at(from), endMs: at(to) });
      }
      setRange(null);
    },
    onPointerCancel: () => setRange(null),
  };
  return { range, handlers };
}

/** The marks of the axis, carried down behind the bars. */
export function TimeGrid({ forest, window }: { forest: Forest; window: TimeWindow }) {
  return (
    <div className={styles['grid']} aria-hidden="true">
      <div className={styles['ticks']}>
        {ticksIn(window, forest.startMs).map(({ at }) => (
          <span
            key={at}
            className={styles['line']}
            style={{ left: `${stretchOf({ startMs: at, endMs: at }, window).left}%` }}
          />
        ))}
      </div>
    </div>
  );
}
