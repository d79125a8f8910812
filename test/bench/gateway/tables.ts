import type { MeasuredCell } from './measured-cell.ts';
import { round } from './percentile.ts';
import { cpuMs, difference, find, firstChunkP50, rate, verdicts } from './verdict.ts';

/** What was measured, as tables in Markdown: of each gateway beside the targets, and of all beside each other. */
export function tables(cells: readonly MeasuredCell[]): string {
  const names = [...new Set(cells.map(({ target }) => target.name))].filter((name) => name !== 'direct');
  const ours = names.filter((name) => name.startsWith('signalbox'));
  return [...ours.map((name) => verdictTable(cells, name)), comparison(cells, names)].join('\n\n');
}

function verdictTable(cells: readonly MeasuredCell[], name: string): string {
  const rows = verdicts(cells, name).map(({ what, target, measured, isMet }) => [
    ...[what, target, String(measured), isMet ? 'met' : '**missed**'],
  ]);
  return table([name, 'target', 'measured', ''], rows);
}

/** `host` against `floor` is what the local HTTP host adds; a gateway against `host` what its own work does. */
function comparison(cells: readonly MeasuredCell[], names: readonly string[]): string {
  const rows = names.map((name) => {
    const { one, stream, crowd, steady } = {
      one: find(cells, name, 'one'),
      stream: find(cells, name, 'stream'),
      crowd: find(cells, name, 'crowd'),
      steady: find(cells, name, 'steady'),
    };
    const errors = [one, stream, crowd, steady].reduce((sum, cell) => sum + cell.errors, 0);
    return [
      name,
      round(difference(one, find(cells, 'direct', 'one'), 50), 2),
      round(difference(one, find(cells, 'direct', 'one'), 99), 2),
      round(firstChunkP50(stream) - firstChunkP50(find(cells, 'direct', 'stream')), 2),
      round(difference(steady, find(cells, 'direct', 'steady'), 95), 2),
      ...[round(cpuMs(one), 2), round(cpuMs(stream), 2), round(rate(crowd), 0), crowd.residentMb, errors],
    ].map(String);
  });
  const head = [
    'added',
    'p50',
    'p99',
    'first chunk p50',
    'steady p95',
    'CPU/request',
    'CPU/stream',
    'requests/s',
    'MB',
  ];
  return table([...head, 'errors'], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
