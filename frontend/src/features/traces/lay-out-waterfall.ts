import type { PathSegment } from './viewer/critical-path.ts';
import type { SpanNode } from './viewer/span-forest.ts';

/** The time that the waterfall shows, in the milliseconds of its forest. */
export interface TimeWindow {
  startMs: number;
  endMs: number;
}

/** Where something stands, in per cent of the window's width. */
export interface Stretch {
  left: number;
  width: number;
}

export interface Bar extends Stretch {
  /** Within the bar: the part before the first token; null if there was none. */
  untilFirstToken: number | null;
  /** It is all before or all after the window. */
  isOutside: boolean;
}

type Timed = Pick<SpanNode, 'startMs' | 'endMs'>;

export const lengthOf = ({ startMs, endMs }: Timed): number => endMs - startMs;

/** Cut to the window. */
export function stretchOf(timed: Timed, window: TimeWindow): Stretch {
  const length = lengthOf(window);
  if (length <= 0) return { left: 0, width: 100 };
  const left = clampPercent(((timed.startMs - window.startMs) / length) * 100);
  const right = clampPercent(((timed.endMs - window.startMs) / length) * 100);
  return { left, width: right - left };
}

export function barOf(node: Timed & { span: { timeToFirstTokenMs?: number | undefined } }, window: TimeWindow): Bar {
  const stretch = stretchOf(node, window);
  const firstToken = node.span.timeToFirstTokenMs;
  const hasShare = firstToken !== undefined && stretch.width > 0 && lengthOf(node) > 0;
  const waiting = { startMs: node.startMs, endMs: node.startMs + Math.min(firstToken ?? 0, lengthOf(node)) };
  return {
    ...stretch,
    untilFirstToken: hasShare ? clampPercent((stretchOf(waiting, window).width / stretch.width) * 100) : null,
    isOutside: node.endMs < window.startMs || node.startMs > window.endMs,
  };
}

/** Less of the window than this is not to be seen. */
const leastPercent = 0.15;

/** Stretches in the window, latest first as a path has them; what nearly touches becomes one, so that few are drawn. */
export function stretchesOf(
  segments: readonly Pick<PathSegment, 'startMs' | 'endMs'>[],
  window: TimeWindow,
): Stretch[] {
  const stretches: Stretch[] = [];
  for (const segment of segments) {
    if (segment.endMs <= window.startMs || segment.startMs >= window.endMs) continue;
    const next = stretchOf(segment, window);
    const last = stretches.at(-1);
    const isNear = last !== undefined && last.left - (next.left + next.width) < leastPercent;
    if (!isNear) stretches.push(next);
    else stretches[stretches.length - 1] = { left: next.left, width: last.left + last.width - next.left };
  }
  return stretches;
}

/** At most so far in: a millionth of a millisecond is a nanosecond. */
const shortestMs = 1e-5;

/** The window `factor` times as long around `centreMs`, never beyond the whole. */
export function zoomed(window: TimeWindow, whole: TimeWindow, factor: number, centreMs: number): TimeWindow {
  const length = Math.max(shortestMs, lengthOf(window) * factor);
  if (length >= lengthOf(whole)) return whole;
  const share = lengthOf(window) > 0 ? (centreMs - window.startMs) / lengthOf(window) : 0.5;
  const isInside = share >= 0 && share <= 1;
  return moveInto({ startMs: centreMs - length * (isInside ? share : 0.5), length }, whole);
}

/** The time of a span with some room around it. */
export function windowAround(timed: Timed, whole: TimeWindow): TimeWindow {
  const room = Math.max(shortestMs, lengthOf(timed) * 0.1);
  return {
    startMs: Math.max(whole.startMs, timed.startMs - room),
    endMs: Math.min(whole.endMs, timed.endMs + room),
  };
}

function moveInto({ startMs, length }: { startMs: number; length: number }, whole: TimeWindow): TimeWindow {
  const start = Math.min(Math.max(startMs, whole.startMs), whole.endMs - length);
  return { startMs: start, endMs: start + length };
}

const clampPercent = (value: number) => Math.min(100, Math.max(0, value));
