import type { Model } from '../../../../shared/contract/models.ts';
import { type UsageBucket, usageBuckets } from '../../../../shared/contract/usage.ts';
import { formatPrice } from '../../lib/figures/format-price.ts';
import { FigureText } from '../../ui/figure.tsx';
import styles from './models.module.css';
import { bucketLabels } from './price-text.ts';

/** Every price that is known, by bucket and tier, with its source. */
export function PriceTable({ model }: { model: Model }) {
  const { price } = model;
  if (price === null) {
    return (
      <section className={styles['block']}>
        <h2>Price</h2>
        <p className={styles['hint']}>
          No price is known. Calls are recorded with their tokens, and their cost is shown as unknown. An administrator
          can set a price with an override.
        </p>
      </section>
    );
  }
  const hasPrice = (bucket: UsageBucket) =>
    price.base[bucket] !== undefined || price.tiers.some((tier) => tier.prices[bucket] !== undefined);
  return (
    <section className={styles['block']}>
      <h2>Price in USD per million tokens</h2>
      <table className={styles['prices']}>
        <thead>
          <tr>
            <th scope="col">Tokens</th>
            <th scope="col">Base</th>
            {price.tiers.map((tier) => (
              <th key={tier.aboveInputTokens} scope="col" data-tip="For the whole call, when its input is larger">
                Above {tier.aboveInputTokens.toLocaleString('en-US')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {usageBuckets.filter(hasPrice).map((bucket) => (
            <tr key={bucket}>
              <th scope="row">{bucketLabels[bucket]}</th>
              <td>
                <FigureText figure={formatPrice(price.base[bucket])} />
              </td>
              {price.tiers.map((tier) => (
                <td key={tier.aboveInputTokens}>
                  <FigureText figure={formatPrice(tier.prices[bucket], 'The base price applies.')} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles['note']}>
        Source: {price.source === 'override' ? 'set by this project' : (model.priceTableVersion ?? price.source)}
        {price.effectiveFrom === null ? '' : `, in effect since ${price.effectiveFrom}`}.
        {model.isSimulated ? ' A simulation: nobody is charged.' : ''}
      </p>
    </section>
  );
}
