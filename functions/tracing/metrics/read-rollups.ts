import { ValidationError } from '../../../shared/http/errors.ts';
import type { Dimension } from '../../../shared/storage/rollup-keys.ts';
import {
  type RollupBucket,
  RollupRangeError,
  type RollupRepository,
} from '../../../shared/storage/rollup-repository.ts';
import { otherValue, parsePairedValue } from '../../../shared/storage/rollup-values.ts';
import type { RangePlan } from './plan-range.ts';

export type Rollups = Pick<RollupRepository, 'read'>;

/** About 20 MB: two seconds of reading. */
export const maxRollupItems = 20_000;

export interface PlannedRollups {
  plan: RangePlan;
  rows: readonly RollupBucket[];
}

/** Reads what the finest plan needs that is not too much. */
export async function readRollups(
  rollups: Rollups,
  plans: readonly RangePlan[],
  { projectId, dimension }: { projectId: string; dimension: Dimension },
): Promise<PlannedRollups> {
  for (const plan of plans) {
    try {
      const { granularity, from, to } = plan;
      const rows = await rollups.read({ projectId, dimension, granularity, from, to, maxItems: maxRollupItems });
      return { plan, rows };
    } catch (error) {
      if (!(error instanceof RollupRangeError)) throw error;
    }
  }
  const message = `more than ${maxRollupItems} rollups; take a shorter range or a coarser step`;
  throw new ValidationError([{ field: 'query.step', message }]);
}

/** What a row is grouped under: of a release its name, whatever model or trace it is of. */
export function groupValue(dimension: Dimension, value: string): string {
  if (dimension !== 'release' && dimension !== 'prompt') return value;
  return parsePairedValue(value)?.group ?? otherValue;
}
