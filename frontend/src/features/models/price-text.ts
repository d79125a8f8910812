import type { Model } from '../../../../shared/contract/models.ts';
import type { UsageBucket } from '../../../../shared/contract/usage.ts';
import { type Figure, withNote } from '../../lib/figures/figure.ts';
import { formatPrice } from '../../lib/figures/format-price.ts';

export const bucketLabels: Record<UsageBucket, string> = {
  inputUncached: 'Input',
  cacheRead: 'Cached input, read',
  cacheWrite5m: 'Cache write, 5 min',
  cacheWrite1h: 'Cache write, 1 h',
  cacheWrite: 'Cache write',
  audioInput: 'Audio input',
  imageInput: 'Image input',
  outputText: 'Output',
  reasoning: 'Reasoning',
  audioOutput: 'Audio output',
  imageOutput: 'Image output',
};

/** The price of a bucket per million tokens, with where it comes from and what changes it. */
export function priceFigure(model: Model, bucket: UsageBucket): Figure {
  const price = model.price;
  if (price === null) return formatPrice(undefined, 'No price is known, so the cost of its calls is unknown.');
  const figure = formatPrice(price.base[bucket], 'There is no price of its own for this.');
  const notes = [
    price.source === 'override' ? 'Set by this project.' : `Source: ${price.source}.`,
    price.tiers.length > 0
      ? `Higher above ${price.tiers[0]?.aboveInputTokens.toLocaleString('en-US')} input tokens.`
      : null,
    model.isSimulated ? 'A simulation: nobody is charged.' : null,
  ];
  return withNote(figure, notes.filter(Boolean).join(' '));
}
