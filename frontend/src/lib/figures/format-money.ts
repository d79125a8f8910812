import { compactNumber } from './compact-number.ts';
import { type Figure, unknownFigure } from './figure.ts';
import { roundSignificant } from './round-significant.ts';

const nanoPerUsd = 1_000_000_000;
/** Below this a sum reads `<$0.0001`. */
const smallestShownNanoUsd = 100_000;

/** `$0.0042`, `$12.80`, `<$0.0001`; `null` is a dash with `reason`. Input is USD × 10⁻⁹. */
export function formatMoney(nanoUsd: number | null, reason = 'The cost is not known.'): Figure {
  if (nanoUsd === null) return unknownFigure(reason);
  const sign = nanoUsd < 0 ? '-' : '';
  return { text: sign + moneyText(Math.abs(nanoUsd)), exact: exactUsd(nanoUsd) };
}

function moneyText(nanoUsd: number): string {
  if (nanoUsd === 0) return '$0.00';
  if (nanoUsd < smallestShownNanoUsd) return '<$0.0001';
  const usd = roundSignificant(Number((nanoUsd / nanoPerUsd).toFixed(nanoUsd < nanoPerUsd ? 4 : 9)));
  if (usd >= 1000) return `$${compactNumber(usd)}`;
  if (usd >= 100) return `$${usd}`;
  return `$${withCents(String(usd))}`;
}

/** Every digit that is stored: `$0.0042123`. */
export function exactUsd(nanoUsd: number): string {
  const digits = String(Math.abs(nanoUsd)).padStart(10, '0');
  const decimals = digits.slice(-9).replace(/0+$/, '');
  return `${nanoUsd < 0 ? '-' : ''}$${withCents(`${digits.slice(0, -9)}.${decimals}`)}`;
}

/** At least two decimals: `0.5` reads as `0.50`. */
export function withCents(decimal: string): string {
  const [whole = '0', decimals = ''] = decimal.split('.');
  return `${whole}.${decimals.padEnd(2, '0')}`;
}
