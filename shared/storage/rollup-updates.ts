import { dimensionValue } from './rollup-dimensions.ts';
import {
  bucketStart,
  type Dimension,
  dimensions,
  granularitiesOf,
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

/** The rollup items that contributions add to: every dimension × its granularities, each item once per 200 measures. */
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
  return dimensions.flatMap((dimension) => {
    const value = dimensionValue(contribution, dimension);
    if (value === null) return [];
    const measures = measuresFor(dimension, contribution.measures);
    return granularitiesOf[dimension].map((granularity) => {
      const start = bucketStart(granularity, contribution.minute);
      const { keptMilliseconds } = granularityDefinitions[granularity];
      const ttl = keptMilliseconds === null ? null : Math.floor((start + keptMilliseconds) / 1000);
      const pk = rollupPk({ projectId, granularity, dimension, partition: partitionOf(granularity, start) });
      return { pk, sk: rollupSk(start, value), value, ttl, measures };
    });
  });
}

/** Only comparisons need to know how costs of calls spread, and only names what a whole trace cost: it has no other place for it. */
function measuresFor(dimension: Dimension, measures: Measures): Measures {
  const isLeftOut = (name: string) =>
    (name.startsWith('cost:') && dimension !== 'release' && dimension !== 'prompt') ||
    (name.startsWith('traceTotal.') && dimension !== 'name');
  return Object.fromEntries(Object.entries(measures).filter(([name]) => !isLeftOut(name)));
}

function split(update: RollupUpdate): RollupUpdate[] {
  const measures = Object.entries(update.measures).filter(([, value]) => value !== 0);
  const parts: RollupUpdate[] = [];
  for (let start = 0; start < measures.length; start += maxMeasuresPerUpdate) {
    parts.push({ ...update, measures: Object.fromEntries(measures.slice(start, start + maxMeasuresPerUpdate)) });
  }
  return parts;
}
