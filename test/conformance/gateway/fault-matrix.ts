import { resolve } from 'node:path';
import { adapters } from './adapters.ts';
import { type Fault, faultTable, positions } from './fault-table.ts';
import { surfaces } from './surfaces.ts';

export const faultPage = resolve(import.meta.dirname, '../../../docs/explanation/gateway-faults.md');

/** The tables of the page: one for each position, from the table that `faults.test.ts` holds. */
export function faultMatrix(): string {
  return positions.map((position) => `### ${capital(position)}\n\n${tableOf(position)}`).join('\n\n');
}

function tableOf(position: Fault['position']): string {
  const head = `| fault | answer | ${surfaces.map(({ name }) => name).join(' | ')} | recorded as | providers |`;
  const rows = faultTable
    .filter((fault) => fault.position === position)
    .map((fault) => `| ${cellsOf(fault).join(' | ')} |`);
  return [head, head.replaceAll(/[^|]+/g, ' --- '), ...rows].join('\n');
}

function cellsOf(fault: Fault): string[] {
  const { label, modes, kinds, isLarge, errorType, outcome } = fault;
  const told = surfaces.map((_, at) => (isLarge && at > 0 ? 'as left' : wordsFor(fault)));
  const recorded = outcome === 'complete' ? 'ok' : `\`${errorType}\``;
  return [
    label,
    modes.join(', '),
    ...told,
    recorded,
    (kinds ?? adapters.map(({ kind }) => kind)).length === adapters.length ? 'all' : (kinds ?? []).join(', '),
  ];
}

function wordsFor({ outcome, status }: Fault): string {
  if (outcome === 'another answers') return `hidden; else ${status}`;
  return outcome === 'error event' ? 'error event, partial cost' : 'complete';
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
