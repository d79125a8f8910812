import type { TraceSummary } from '../../../shared/contract/span.ts';
import type { ExportEnd } from '../../../shared/contract/trace-queries.ts';
import { formatQuantity } from '../../../shared/trace-filter/quantity.ts';
import type { ExportFormatter } from './trace-export.ts';

type Cell = string | number | boolean | null | readonly string[];
type Column = readonly [name: string, cellOf: (trace: TraceSummary) => Cell];

const field = <K extends keyof TraceSummary>(name: K): Column => [name, (trace) => trace[name] as Cell];

const columns: readonly Column[] = [
  ...(['traceId', 'name', 'startTime', 'endTime', 'durationMs', 'status', 'spanCount', 'errorCount'] as const).map(
    field,
  ),
  ...(['models', 'providers', 'inputTokens', 'outputTokens', 'totalTokens'] as const).map(field),
  ['costUsd', ({ costNanoUsd }) => (costNanoUsd === null ? null : formatQuantity('cost', costNanoUsd))],
  ['simulatedCostUsd', ({ simulatedCostNanoUsd }) => formatQuantity('cost', simulatedCostNanoUsd)],
  ...(['unpricedSpanCount', 'isEstimated', 'isSimulated', 'timeToFirstTokenMs', 'service', 'environment'] as const).map(
    field,
  ),
  ...(['release', 'sessionId', 'userId', 'keyIds', 'tags', 'types', 'errorTypes', 'prompts', 'metadata'] as const).map(
    field,
  ),
  ['scores', ({ scores }) => (Object.keys(scores).length === 0 ? null : JSON.stringify(scores))],
  ...(['inputPreview', 'outputPreview'] as const).map(field),
];

/** RFC 4180: a row a trace, with a header; lists with semicolons between. */
export const csvFormatter: ExportFormatter = {
  contentType: 'text/csv; charset=utf-8; header=present',
  extension: 'csv',
  needsSpans: false,
  begin: () => row(columns.map(([name]) => name)),
  lines: ({ trace }) => [row(columns.map(([, cellOf]) => cellOf(trace)))],
  end: csvEnd,
};

/** A whole export ends with its last trace: programs that read CSV expect nothing else. */
function csvEnd({ export: { isComplete, nextCursor, traceCount } }: ExportEnd): string {
  if (isComplete) return '';
  return row([`# cut after ${traceCount} traces`, `cursor=${nextCursor}`]);
}

function row(cells: readonly Cell[]): string {
  return `${cells.map(formatCell).join(',')}\r\n`;
}

function formatCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell);
  return quoteWhereNeeded(withoutFormula(typeof cell === 'string' ? cell : cell.join(';')));
}

/**
 * What a spreadsheet would take for a formula begins with an apostrophe instead, which it shows as text
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
function withoutFormula(text: string): string {
  return /^[\s]*[=+\-@|%\t\r]/.test(text) ? `'${text}` : text;
}

function quoteWhereNeeded(text: string): string {
  return /[",\r\n;]/.test(text) || text.trim() !== text ? `"${text.replaceAll('"', '""')}"` : text;
}
