import type { MeasuredCell } from './measured-cell.ts';
import { percentile, round } from './percentile.ts';
import { rate } from './verdict.ts';

/** What was measured of a target in one way, and how it compares with calls that go `direct`. */
export function summarize(cell: MeasuredCell, direct: MeasuredCell): Record<string, unknown> {
  const { target, way, requests, errors, latencies, firstChunks } = cell;
  return {
    bench: 'gateway',
    target: target.name,
    way: way.name,
    requests,
    errors,
    p50Ms: percentile(latencies, 50),
    p95Ms: percentile(latencies, 95),
    p99Ms: percentile(latencies, 99),
    firstChunkP50Ms: percentile(firstChunks, 50),
    requestsPerSecond: round(rate(cell), 1),
    p50OfDirect: ratio(percentile(latencies, 50), percentile(direct.latencies, 50)),
    requestsPerSecondOfDirect: ratio(rate(cell), rate(direct)),
    ...(target.processId === null
      ? {}
      : { cpuMsPerRequest: round(cell.cpuMs / requests), residentMb: cell.residentMb }),
  };
}

function ratio(value: number | null, base: number | null): number | null {
  return value === null || base === null || base === 0 ? null : round(value / base, 2);
}
