import type { MeasuredCell } from './measured-cell.ts';
import { percentile, round } from './percentile.ts';

export function summarize(cell: MeasuredCell): Record<string, unknown> {
  const { target, way, requests, errors, latencies, firstChunks, seconds } = cell;
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
    requestsPerSecond: round(latencies.length / seconds, 1),
    ...(target.processId === null
      ? {}
      : { cpuMsPerRequest: round(cell.cpuMs / requests), residentMb: cell.residentMb }),
  };
}
