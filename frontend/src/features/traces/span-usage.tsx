import { type Cost, type Usage, type UsageBucket, usageBuckets } from '../../../../shared/contract/usage.ts';
import { formatMoney } from '../../lib/figures/format-money.ts';
import { Count, FigureText } from '../../ui/figure.tsx';
import { bucketLabels } from '../models/price-text.ts';
import { provenanceOf, unknownCostOf, usageNotesOf } from './cost-notes.ts';
import styles from './span-detail.module.css';

/** Tokens and money by bucket, and where both numbers come from. */
export function SpanUsage({ usage, cost }: { usage: Usage; cost: Cost | null }) {
  const used = usageBuckets.filter((bucket) => usage[bucket] > 0);
  const money = (bucket: UsageBucket) => formatMoney(cost?.buckets[bucket] ?? null, unknownCostOf(cost));
  return (
    <section className={styles['payload']} aria-label="Usage and cost">
      <h3 className={styles['payloadTitle']}>Usage and cost</h3>
      <table className={styles['usage']}>
        <thead>
          <tr>
            <th scope="col">Bucket</th>
            <th scope="col">Tokens</th>
            <th scope="col">Cost</th>
          </tr>
        </thead>
        <tbody>
          {used.map((bucket) => (
            <tr key={bucket}>
              <th scope="row">{bucketLabels[bucket]}</th>
              <td>
                <Count value={usage[bucket]} />
              </td>
              <td>
                <FigureText figure={money(bucket)} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Total</th>
            <td>
              <Count value={usage.total} />
            </td>
            <td>
              <FigureText figure={formatMoney(cost?.totalNanoUsd ?? null, unknownCostOf(cost))} />
            </td>
          </tr>
        </tfoot>
      </table>
      {[...usageNotesOf(usage), ...provenanceOf(cost)].map((note) => (
        <p key={note} className={styles['note']}>
          {note}
        </p>
      ))}
    </section>
  );
}
