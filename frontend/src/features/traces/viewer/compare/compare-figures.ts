import type { TraceSummary } from '../../../../../../shared/contract/span.ts';
import { formatCount } from '../../../../lib/figures/format-count.ts';
import { formatDuration } from '../../../../lib/figures/format-duration.ts';
import { formatMoney } from '../../../../lib/figures/format-money.ts';
import { hasUsage } from '../../../../lib/figures/format-tokens.ts';
import { formatPartialMoney, type PartialSum } from '../../../../lib/figures/partial-money.ts';
import type { SpanNode } from '../span-forest.ts';
import { noSums, type SubtreeSums } from '../subtree-sums.ts';

export interface Change {
  before: string;
  after: string;
  /** `+120 ms`, `−12 %`; null where one side is unknown or nothing changed. */
  delta: string | null;
  /** The same in a few letters: `−12 %`, or `+120 ms` where it was nothing before. */
  shortDelta: string | null;
  direction: 'more' | 'less' | 'same';
}

type Format = (value: number) => { text: string };

/** What a figure was, is, and the difference. */
export function changeOf(before: number | null, after: number | null, format: Format): Change {
  const text = (value: number | null) => (value === null ? '—' : format(value).text);
  const sides = { before: text(before), after: text(after) };
  if (before === null || after === null || before === after) return { ...sides, ...noDelta };
  const difference = after - before;
  const share = before === 0 ? null : percent(difference / before);
  const amount = `${difference > 0 ? '+' : '−'}${format(Math.abs(difference)).text}`;
  return {
    ...sides,
    delta: share === null ? amount : `${amount} (${share})`,
    shortDelta: share ?? amount,
    direction: difference > 0 ? 'more' : 'less',
  };
}

const noDelta = { delta: null, shortDelta: null, direction: 'same' } as const;

/** Of sums of money; of one that lacks something nobody can say by how much it differs. */
export function costChangeOf(before: PartialSum, after: PartialSum): Change {
  const change = changeOf(before.nanoUsd, after.nanoUsd, money);
  if (before.unpricedCount + after.unpricedCount === 0) return change;
  return { before: formatPartialMoney(before).text, after: formatPartialMoney(after).text, ...noDelta };
}

function percent(change: number): string {
  const share = Math.abs(change);
  if (share < 0.01) return 'under 1 %';
  const sign = change > 0 ? '+' : '−';
  return share >= 10 ? `${sign}${Math.round(share)}×` : `${sign}${Math.round(share * 100)} %`;
}

const money: Format = (nanoUsd) => formatMoney(nanoUsd);

export interface NamedChange extends Change {
  name: string;
}

const reported = (trace: TraceSummary) => (hasUsage(trace) ? trace.totalTokens : null);

const costOfTrace = ({ costNanoUsd: nanoUsd, unpricedSpanCount: unpricedCount }: TraceSummary): PartialSum => {
  return { nanoUsd, unpricedCount };
};

/** The figures of two traces. */
export function traceChanges(before: TraceSummary, after: TraceSummary): NamedChange[] {
  return [
    { name: 'Duration', ...changeOf(before.durationMs, after.durationMs, formatDuration) },
    { name: 'First token', ...changeOf(before.timeToFirstTokenMs, after.timeToFirstTokenMs, formatDuration) },
    { name: 'Tokens', ...changeOf(reported(before), reported(after), formatCount) },
    { name: 'Cost', ...costChangeOf(costOfTrace(before), costOfTrace(after)) },
    { name: 'Spans', ...changeOf(before.spanCount, after.spanCount, formatCount) },
    { name: 'Errors', ...changeOf(before.errorCount, after.errorCount, formatCount) },
  ];
}

/** A span with what it took, all below it included. */
export type Taken = { node: SpanNode; sums: SubtreeSums } | null;

/** Of the spans of both traces. */
export type SpanSums = ReadonlyMap<SpanNode, SubtreeSums>;

export function takenOf(node: SpanNode | null, all: SpanSums): Taken {
  return node === null ? null : { node, sums: all.get(node) ?? noSums() };
}

/** The figures of a span in two traces. */
export function spanChanges(before: Taken, after: Taken): Record<'duration' | 'tokens' | 'cost', Change> {
  const duration = (taken: Taken) => (taken === null ? null : taken.node.endMs - taken.node.startMs);
  const tokens = (taken: Taken) => taken?.sums.tokens || null;
  const cost = (taken: Taken): PartialSum => {
    const { costNanoUsd: nanoUsd, unpricedCount } = taken?.sums ?? noSums();
    return { nanoUsd, unpricedCount };
  };
  return {
    duration: changeOf(duration(before), duration(after), formatDuration),
    tokens: changeOf(tokens(before), tokens(after), formatCount),
    cost: costChangeOf(cost(before), cost(after)),
  };
}

/** What neither side has is no figure. */
export const isKnown = ({ before, after }: Change): boolean => before !== '—' || after !== '—';
