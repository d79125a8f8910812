import { type Figure, unknownFigure } from './figure.ts';
import { withCents } from './format-money.ts';

/** A published price, which keeps all its digits: `$0.075`, `$2.50`. `usdPerMillion` is a decimal string. */
export function formatPrice(usdPerMillion: string | undefined, reason = 'No price is known.'): Figure {
  if (usdPerMillion === undefined) return unknownFigure(reason);
  const trimmed = usdPerMillion.includes('.') ? usdPerMillion.replace(/0+$/, '') : usdPerMillion;
  const text = `$${withCents(trimmed)}`;
  return { text, exact: `${text} per million tokens` };
}
