import type { TraceSummary } from '../../../../../../shared/contract/span.ts';
import { formatCount } from '../../../../lib/figures/format-count.ts';
import { formatDuration } from '../../../../lib/figures/format-duration.ts';
import { formatMoney } from '../../../../lib/figures/format-money.ts';
import type { SpanNode } from '../span-forest.ts';

export interface Change {
  before: string;
  after: string;
  /** `+120 ms`, `−12 %`; null where one side is unknown or nothing changed. */
  delta: string | null;
  direction: 'more' | 'less' | 'same';
}

type Format = (value: number) => { text: string };

/** What a figure was, is, and the difference. */
export function changeOf(before: number | null, after: number | null, format: Format): Change {
  const text = (value: number | null) => (value === null ? '—' : format(value).text);
  const sides = { before: text(before), after: text(after) };
  if (before === null || after === null || before === after) return { ...sides, delta: null, direction: 'same' };
  const difference = after - before;
  const share = before === 0 ? '' : ` (${difference > 0 ? '+' : '−'}${percent(Math.abs(difference / before))})`;
  return {
    ...sides,
    delta: `${difference > 0 ? '+' : '−'}${format(Math.abs(difference)).text}${share}`,
    direction: difference > 0 ? 'more' : 'less',
  };
}

function percent(share: number): string {
  if (share >= 10) return `${Math.round(share)}×`;
  return share < 0.01 ? '<1 %' : `${Math.round(share * 100)} %`;
}

const money: Format = (nanoUsd) => formatMoney(nanoUsd);

export interface NamedChange extends Change {
  name: string;
}

/** The figures of two traces. */
export function traceChanges(before: TraceSummary, after: TraceSummary): NamedChange[] {
  return [
    { name: 'Duration', ...changeOf(before.durationMs, after.durationMs, formatDuration) },
    { name: 'First token', ...changeOf(before.timeToFirstTokenMs, after.timeToFirstTokenMs, formatDuration) },
    { name: 'Tokens', ...changeOf(before.totalTokens, after.totalTokens, formatCount) },
    { name: 'Cost', ...changeOf(before.costNanoUsd, after.costNanoUsd, money) },
    { name: 'Spans', ...changeOf(before.spanCount, after.spanCount, formatCount) },
    { name: 'Errors', ...changeOf(before.errorCount, after.errorCount, formatCount) },
  ];
}

/** The figures of a span in two traces. */
export function spanChanges(
  before: SpanNode | null,
  after: SpanNode | null,
): Record<'duration' | 'tokens' | 'cost', Change> {
  const duration = (node: SpanNode | null) => (node === null ? null : node.endMs - node.startMs);
  const tokens = (node: SpanNode | null) => {
    if (node?.span.inputTokens === undefined && node?.span.outputTokens === undefined) return null;
    return (node.span.inputTokens ?? 0) + (node.span.outputTokens ?? 0);
  };
  return {
    duration: changeOf(duration(before), duration(after), formatDuration),
    tokens: changeOf(tokens(before), tokens(after), formatCount),
    cost: changeOf(before?.span.costNanoUsd ?? null, after?.span.costNanoUsd ?? null, money),
  };
}
