import { type Figure, withNote } from './figure.ts';
import { formatCount } from './format-count.ts';
import { formatMoney } from './format-money.ts';

/** A sum of money and what it lacks. */
export interface PartialSum {
  /** USD × 10⁻⁹; null if none is known. */
  nanoUsd: number | null;
  /** So many have no known price: the sum lacks them. */
  unpricedCount: number;
  /** What is counted: `span`, `call`. */
  noun?: 'span' | 'call';
  /** Why nothing is known, where nothing is. */
  reason?: string;
}

/** `≥$0.35` where the sum lacks something, with what on hover; else the sum. */
export function formatPartialMoney({ nanoUsd, unpricedCount, noun = 'span', reason }: PartialSum): Figure {
  const money = formatMoney(nanoUsd, reason);
  if (nanoUsd === null || unpricedCount === 0) return money;
  const text = money.text.startsWith('<') ? '>$0.00' : `≥${money.text}`;
  return withNote({ ...money, text }, `At least: ${lackingText(unpricedCount, noun)}, whose price is unknown.`);
}

/** `without 2 spans`; null where nothing lacks. */
export function lackingText(unpricedCount: number, noun = 'span'): string | null {
  if (unpricedCount === 0) return null;
  return `without ${formatCount(unpricedCount).exact} ${unpricedCount === 1 ? noun : `${noun}s`}`;
}
