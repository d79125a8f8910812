import { compactNumber } from './compact-number.ts';
import type { Figure } from './figure.ts';

/** Tokens per second: `41.2 tok/s`. */
export function formatTokenRate(tokensPerSecond: number): Figure {
  return { text: `${compactNumber(tokensPerSecond)} tok/s`, exact: `${tokensPerSecond.toFixed(3)} tokens per second` };
}
