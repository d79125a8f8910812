import type { Span } from '../../../../shared/contract/span.ts';

/** The time that the waterfall shows. */
export interface TimeWindow {
  startNano: bigint;
  durationMs: number;
}

/** Where a bar stands, in per cent of the window's width. */
export interface Bar {
  left: number;
  width: number;
  /** Within the bar: the part before the first token; null if there was none. */
  untilFirstToken: number | null;
}

/** From the earliest start to the latest end, which need not be those of the root. */
export function windowOf(spans: readonly Pick<Span, 'startTimeUnixNano' | 'endTimeUnixNano'>[]): TimeWindow {
  let [start, end]: [bigint | null, bigint] = [null, 0n];
  for (const span of spans) {
    const [from, to] = [BigInt(span.startTimeUnixNano), BigInt(span.endTimeUnixNano)];
    if (start === null || from < start) start = from;
    if (to > end) end = to;
  }
  if (start === null) return { startNano: 0n, durationMs: 0 };
  return { startNano: start, durationMs: Number(end > start ? end - start : 0n) / 1e6 };
}

export function barOf(
  span: Pick<Span, 'startTimeUnixNano' | 'durationMs' | 'model'>,
  { startNano, durationMs }: TimeWindow,
): Bar {
  if (durationMs === 0) return { left: 0, width: 100, untilFirstToken: null };
  const offsetMs = Number(BigInt(span.startTimeUnixNano) - startNano) / 1e6;
  const left = clampPercent((offsetMs / durationMs) * 100);
  const width = Math.min(clampPercent((span.durationMs / durationMs) * 100), 100 - left);
  const firstToken = span.model?.timeToFirstTokenMs ?? null;
  const hasShare = firstToken !== null && span.durationMs > 0;
  return { left, width, untilFirstToken: hasShare ? clampPercent((firstToken / span.durationMs) * 100) : null };
}

const clampPercent = (value: number) => Math.min(100, Math.max(0, value));
