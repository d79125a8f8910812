import type { MetricStep, TraceMetrics } from '../../../../shared/contract/trace-metrics.ts';
import { shortTime } from '../traces/list/time-range.ts';

const wholes: Record<MetricStep, string> = {
  minute: 'minutes',
  '10-minutes': 'stretches of ten minutes',
  hour: 'hours',
  day: 'days',
};

export interface CountedFrom {
  /** `since 20 Nov, 22:00` */
  text: string;
  tip: string;
}

/** What the figures begin with: a range that ends now begins within a stretch of time that is counted whole, and a list of it does not show that. */
export function countedFrom({ from, step }: Pick<TraceMetrics, 'from' | 'step'>): CountedFrom {
  return {
    text: `since ${shortTime(new Date(from))}`,
    tip: `Counted in whole ${wholes[step]}: the first begins before the range, so that a list of the same range may show a few traces less.`,
  };
}
