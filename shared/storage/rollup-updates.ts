import {
  bucketStart,
  type Dimension,
  dimensions,
  granularities,
  granularityDefinitions,
  partitionOf,
  rollupPk,
  rollupSk,
} from './rollup-keys.ts';
import { addMeasures, type Contribution, type Measures } from './trace-contributions.ts';

/** What is added to one rollup item. */
export interface RollupUpdate {
  pk: string;
  sk: string;
  value: string;
  /** Epoch seconds; null: never. */
  ttl: number | null;
  measures: Measures;
}

/** An update expression holds 4 KB; so many `ADD` clauses fit. */
export const maxMeasuresPerUpdate = 200;

/** The rollup items that contributions add to: every granularity × every dimension, each item once per 200 measures. */
export function updatesOf(projectId: string, contributions: readonly Contribution[]): RollupUpdate[] {
  const updates = new Map<string, RollupUpdate>();
  for (const contribution of contributions) {
    for (const update of expand(projectId, contribution)) {
      const id = `${update.pk}|${update.sk}`;
      const known = updates.get(id);
      if (known === undefined) updates.set(id, { ...update, measures: { ...update.measures } });
      else addMeasures(known.measures, update.measures);
    }
  }
  return [...updates.values()].flatMap(split);
}

function expand(projectId: string, contribution: Contribution): RollupUpdate[] {
  return granularities.flatMap((granularity) => {
    const start = bucketStart(granularity, contribution.minute);
    const { keptMilliseconds } = granularityDefinitions[granularity];
    const ttl = keptMilliseconds === null ? null : Math.floor((start + keptMilliseconds) / 1000);
    return dimensions.flatMap((dimension) => {
      const value = dimensionValue(contribution, dimension);
      if (value === null) return [];
      const pk = rollupPk({ projectId, granularity, dimension, partition: partitionOf(granularity, start) });
      return [{ pk, sk: rollupSk(start, value), value, ttl, measures: contribution.measures }];
    });
  });
}

/** Null where the dimension does not apply. Spans without a key or environment count as those of the empty name. */
function dimensionValue(contribution: Contribution, dimension: Dimension): string | null {
  switch (dimension) {
    case 'all':
      return '';
    case 'model':
      return contribution.model;
    case 'provider':
      return contribution.provider;
    case 'key':
      return contribution.key ?? '';
    case 'environment':
      return contribution.environment ?? '';
  }
}

function split(update: RollupUpdate): RollupUpdate[] {
  const measures = Object.entries(update.measures).filter(([, value]) => value !== 0);
  const parts: RollupUpdate[] = [];
  for (let start = 0; start < measures.length; start += maxMeasuresPerUpdate) {
    parts.push({ ...update, measures: Object.fromEntries(measures.slice(start, start + maxMeasuresPerUpdate)) });
  }
  return parts;
}
