import type { IngestionHour } from '../../../../shared/contract/ingestion.ts';
import type { IngestionRange } from './ingestion-search.ts';

export const hoursOf: Readonly<Record<IngestionRange, number>> = { '48h': 48, '7d': 168, '31d': 744 };
/** Hours that one bar holds: so many bars fit a phone. */
export const hoursPerBar: Readonly<Record<IngestionRange, number>> = { '48h': 1, '7d': 4, '31d': 24 };

const millisecondsPerHour = 3_600_000;

export interface IngestionBar {
  start: number;
  accounted: number;
  /** Accepted and not accounted for yet: settling or missing. */
  open: number;
  missing: number;
}

type CountedHour = Pick<IngestionHour, 'hour' | 'accepted' | 'stored' | 'repeated' | 'dropped' | 'missing' | 'verdict'>;

/** Accepted spans of hours that reconciliation still waits for. */
export function onTheirWay(hours: readonly Pick<CountedHour, 'missing' | 'verdict'>[]): number {
  return hours.reduce((sum, { missing, verdict }) => sum + (verdict === 'settling' ? missing : 0), 0);
}

/** The hours as bars without gaps, oldest first, up to now. */
export function ingestionBars(hours: readonly CountedHour[], range: IngestionRange, now: number): IngestionBar[] {
  const size = hoursPerBar[range] * millisecondsPerHour;
  const last = Math.floor(now / size) * size;
  const count = Math.ceil(hoursOf[range] / hoursPerBar[range]);
  const bars = Array.from({ length: count }, (_, index): IngestionBar => {
    return { start: last - (count - 1 - index) * size, accounted: 0, open: 0, missing: 0 };
  });
  for (const hour of hours) {
    const bar = bars[Math.floor((Date.parse(hour.hour) - (bars[0]?.start ?? 0)) / size)];
    if (bar === undefined) continue;
    bar.accounted += hour.stored + hour.repeated + hour.dropped;
    bar.open += hour.missing;
    if (hour.verdict === 'missing') bar.missing += hour.missing;
  }
  return bars;
}
