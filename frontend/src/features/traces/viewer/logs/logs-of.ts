import type { SpanRow } from '../../../../../../shared/contract/trace-spans.ts';
import type { Forest, SpanNode } from '../span-forest.ts';
import { endsInLine, isFailureOf } from './count-logs.ts';

export const logLevels = ['error', 'warning', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface LogLine {
  id: string;
  /** Milliseconds of the forest. */
  atMs: number;
  level: LogLevel;
  node: SpanNode;
  title: string;
  message: string;
}

/** What happened in a trace, in the order of time: failures and warnings of spans and the events that they carry. */
export function logsOf({ nodes, originNano }: Forest): LogLine[] {
  const lines: LogLine[] = [];
  for (const node of nodes.values()) {
    const events = node.span.events ?? [];
    if (endsInLine(node)) lines.push(endOf(node));
    for (const [index, event] of events.entries()) lines.push(lineOf(node, event, index, originNano));
  }
  return lines.sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
}

function endOf(node: SpanNode): LogLine {
  const { spanId, errorType, statusMessage, isSuperseded, isWarning } = node.span;
  if (isWarning) {
    const message = statusMessage ?? 'Its sender marked it as a warning.';
    return { id: `${spanId} warning`, atMs: node.endMs, level: 'warning', node, title: '', message };
  }
  return {
    id: `${spanId} failed`,
    atMs: node.endMs,
    level: isSuperseded ? 'warning' : 'error',
    node,
    title: errorType ?? 'Error',
    message: `${statusMessage ?? 'Ended with an error.'}${isSuperseded ? ' Another attempt made it good.' : ''}`,
  };
}

/** Names that say no more than that something was logged. */
const emptyNames: ReadonlySet<string> = new Set(['log', 'event', 'message']);

function titleOf(event: EventRow, node: SpanNode): string {
  if (isFailureOf(event, node)) return node.span.errorType ?? event.name;
  return emptyNames.has(event.name) && event.message !== undefined ? '' : event.name;
}

type EventRow = NonNullable<SpanRow['events']>[number];

function lineOf(node: SpanNode, event: EventRow, index: number, originNano: bigint): LogLine {
  return {
    id: `${node.span.spanId} ${index}`,
    atMs: Number(BigInt(event.timeUnixNano) - originNano) / 1e6,
    level: levelOf(event.level),
    node,
    title: titleOf(event, node),
    message: event.message ?? '',
  };
}

function levelOf(level: string | undefined): LogLevel {
  if (level === undefined) return 'info';
  if (/^(err|fatal|crit|emerg|alert|panic|severe)/.test(level)) return 'error';
  if (level.startsWith('warn')) return 'warning';
  return /^(debug|trace|verbose|silly)/.test(level) ? 'debug' : 'info';
}

const ranks: Record<LogLevel, number> = { error: 0, warning: 1, info: 2, debug: 3 };

/** Lines of a level or worse. */
export function atLeast(lines: readonly LogLine[], level: LogLevel): LogLine[] {
  return lines.filter((line) => ranks[line.level] <= ranks[level]);
}
