import { compactNumber } from './compact-number.ts';
import type { Figure } from './figure.ts';

const grouped = new Intl.NumberFormat('en-US');

/** A count of tokens, spans or anything else: `987`, `12.3k`. */
export function formatCount(count: number): Figure {
  return { text: compactNumber(count), exact: grouped.format(count) };
}
