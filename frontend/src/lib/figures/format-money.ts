import { compactNumber } from './compact-number.ts';
import { type Figure, unknownFigure } from './figure.ts';
import { roundSignificant } from './round-significant.ts';

const nanoPerUsd = 1_000_000_000;
const nanoPerCent = nanoPerUsd / 100;
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
  return `$${withCents(decimalText(usd, nanoUsd))}`;
}

/** In a column `$0.0210` stands beside `$0.0215`; what is whole cents reads as such. */
function decimalText(usd: number, nanoUsd: number): string {
  if (usd >= 1 || nanoUsd % nanoPerCent === 0) return String(usd);
  return usd.toFixed(usd < 0.1 ? 4 : 3);
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
