import type { BudgetStatus } from '../../shared/contract/governance.ts';
import type { BudgetTime } from '../../shared/governance/budget-time.ts';
import type { RollupRepository } from '../../shared/storage/rollup-repository.ts';

const maxSpenders = 10;

/** Who spent most of the project's money in a period, by its hourly rollups. Users are no dimension of them. */
export async function readSpenders(
  rollups: Pick<RollupRepository, 'read'>,
  projectId: string,
  { start }: BudgetTime,
  now: number,
): Promise<BudgetStatus['spenders']> {
  const read = async (dimension: 'key' | 'model') => {
    const buckets = await rollups.read({ projectId, granularity: 'hour', dimension, from: start, to: now });
    const byValue = Map.groupBy(buckets, ({ value }) => value);
    const sums = [...byValue].map(([value, rows]) => {
      const sum = (name: string) => rows.reduce((total, { measures }) => total + (measures[name] ?? 0), 0);
      const spentNanoUsd = sum('costNanoUsd');
      // A correction may be counted before what it corrects.
      const simulatedNanoUsd = Math.max(0, Math.min(spentNanoUsd, sum('simulatedCostNanoUsd')));
      return { value, spentNanoUsd, simulatedNanoUsd };
    });
    const spending = sums.filter(({ value, spentNanoUsd }) => value !== '' && spentNanoUsd > 0);
    return spending.toSorted((a, b) => b.spentNanoUsd - a.spentNanoUsd).slice(0, maxSpenders);
  };
  const [keys, models] = await Promise.all([read('key'), read('model')]);
  return { keys, users: null, models };
}
