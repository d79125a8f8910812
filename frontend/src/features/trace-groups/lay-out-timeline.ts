export interface TimelineInput {
  id: string;
  /** Epoch milliseconds. */
  start: number;
  durationMs: number;
}

export interface TimelineBar {
  id: string;
  lane: number;
  /** Per cent of the width. */
  left: number;
  width: number;
}

export interface Timeline {
  bars: TimelineBar[];
  laneCount: number;
  from: number;
  to: number;
}

/** Bars narrower than this cannot be hit. */
const leastWidth = 0.6;
const gap = 0.2;

/** Traces over time: each in the first lane that is free where it begins. */
export function layOutTimeline(traces: readonly TimelineInput[]): Timeline {
  const sorted = [...traces].sort((a, b) => a.start - b.start);
  const from = sorted[0]?.start ?? 0;
  const to = Math.max(from + 1, ...sorted.map(({ start, durationMs }) => start + durationMs));
  const scale = (100 - leastWidth) / (to - from);
  const ends: number[] = [];
  const bars = sorted.map(({ id, start, durationMs }) => {
    const left = (start - from) * scale;
    const width = Math.max(leastWidth, durationMs * scale);
    const free = ends.findIndex((end) => end + gap <= left);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = left + width;
    return { id, lane, left, width };
  });
  return { bars, laneCount: ends.length, from, to };
}
