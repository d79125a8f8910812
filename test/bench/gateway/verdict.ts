import type { MeasuredCell } from './measured-cell.ts';
import { percentile, round } from './percentile.ts';
import type { Way } from './ways.ts';

/** One figure of a gateway, beside what it should be. */
export interface Verdict {
  what: string;
  target: string;
  measured: number;
  isMet: boolean;
}

type Cells = readonly MeasuredCell[];

/** The figures that the gateway is held to (`docs/explanation/gateway-speed.md`), for one that was measured. */
export function verdicts(cells: Cells, name: string): Verdict[] {
  const of = (way: Way['name'], each = name) => find(cells, each, way);
  const added = (way: Way['name'], percent: number) => difference(of(way), of(way, 'direct'), percent);
  const firstChunk = firstChunkP50(of('stream')) - firstChunkP50(of('stream', 'direct'));
  const residentMb = Math.max(...cells.filter(({ target }) => target.name === name).map((cell) => cell.residentMb));
  return [
    atMost('added p50, one call at a time, ms', 1, added('one', 50)),
    atMost('added p99, one call at a time, ms', 10, added('one', 99)),
    atMost('added to the first chunk, p50, ms', 3, firstChunk),
    atMost('CPU a request, ms', 0.7, cpuMs(of('one'))),
    atMost('CPU a stream of 20 chunks, ms', 1, cpuMs(of('stream'))),
    atMost('resident memory, MB', 100, residentMb),
    ...comparedWithPortkey(cells, name),
    atMost('added p95, 100 requests/s open loop, ms', 5, added('steady', 95)),
  ];
}

function comparedWithPortkey(cells: Cells, name: string): Verdict[] {
  if (!cells.some(({ target }) => target.name === 'portkey')) return [];
  const ratio = rate(find(cells, name, 'crowd')) / rate(find(cells, 'portkey', 'crowd'));
  const what = 'throughput at 64 connections, × Portkey';
  return [{ what, target: '≥ 5', measured: round(ratio, 2), isMet: ratio >= 5 }];
}

function atMost(what: string, most: number, measured: number): Verdict {
  return { what, target: `≤ ${most}`, measured: round(measured), isMet: measured <= most };
}

/** What one way adds to another at a percentile. */
export function difference(cell: MeasuredCell, base: MeasuredCell, percent: number): number {
  return (percentile(cell.latencies, percent) ?? 0) - (percentile(base.latencies, percent) ?? 0);
}

export function find(cells: Cells, name: string, way: Way['name']): MeasuredCell {
  const cell = cells.find((each) => each.target.name === name && each.way.name === way);
  if (cell === undefined) throw new Error(`"${name}" was not measured in the way "${way}".`);
  return cell;
}

export function firstChunkP50({ firstChunks }: MeasuredCell): number {
  return percentile(firstChunks, 50) ?? 0;
}

export function cpuMs({ cpuMs: total, requests }: MeasuredCell): number {
  return total / requests;
}

export function rate({ latencies, seconds }: MeasuredCell): number {
  return latencies.length / seconds;
}
