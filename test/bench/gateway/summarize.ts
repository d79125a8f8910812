import type { MeasuredCell } from './measured-cell.ts';
import { percentile, round } from './percentile.ts';

export function summarize(cell: MeasuredCell): Record<string, unknown> {
  const { target, load, isStreamed, connections, requests, errors, latencies, firstChunks, seconds } = cell;
  return {
    bench: 'gateway',
    target: target.name,
    load,
    isStreamed,
    connections,
    requests,
    errors,
    p50Ms: percentile(latencies, 50),
    p95Ms: percentile(latencies, 95),
    p99Ms: percentile(latencies, 99),
    firstChunkP50Ms: percentile(firstChunks, 50),
    firstChunkP99Ms: percentile(firstChunks, 99),
    requestsPerSecond: round(latencies.length / seconds, 1),
    ...(target.processId === null
      ? {}
      : { cpuMsPerRequest: round(cell.cpuMs / requests), residentMb: cell.residentMb }),
  };
}

/** What each gateway adds to the direct call of the same kind, and how the two compare. */
export function compare(cells: readonly MeasuredCell[]): Record<string, unknown>[] {
  return cells
    .filter(({ target }) => target.name !== 'direct')
    .flatMap((cell) => {
      const direct = cells.find((each) => each.target.name === 'direct' && isSameWay(each, cell));
      return direct ? [difference(cell, direct)] : [];
    });
}

function isSameWay(left: MeasuredCell, right: MeasuredCell): boolean {
  return left.load === right.load && left.isStreamed === right.isStreamed && left.connections === right.connections;
}

function difference(cell: MeasuredCell, direct: MeasuredCell): Record<string, unknown> {
  const added = (values: (each: MeasuredCell) => number[], percent: number) =>
    round((percentile(values(cell), percent) ?? 0) - (percentile(values(direct), percent) ?? 0));
  const rate = ({ latencies, seconds }: MeasuredCell) => latencies.length / seconds;
  return {
    bench: 'gateway-added',
    target: cell.target.name,
    load: cell.load,
    isStreamed: cell.isStreamed,
    connections: cell.connections,
    addedP50Ms: added(({ latencies }) => latencies, 50),
    addedP99Ms: added(({ latencies }) => latencies, 99),
    addedFirstChunkP50Ms: added(({ firstChunks }) => firstChunks, 50),
    addedFirstChunkP99Ms: added(({ firstChunks }) => firstChunks, 99),
    throughputOfDirect: round(rate(cell) / rate(direct)),
  };
}
