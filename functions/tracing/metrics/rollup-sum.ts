import type { RollupBucket } from '../../../shared/storage/rollup-repository.ts';
import {
  addMeasures,
  type Measures,
  type SketchName,
  sketchNames,
} from '../../../shared/storage/trace-contributions.ts';

/** Rollups added up: sums of measures, sketches merged. Both are exact. */
export interface RollupSum {
  measures: Measures;
  sketches: Record<SketchName, Map<number, number>>;
}

export function emptySum(): RollupSum {
  const sketches = Object.fromEntries(sketchNames.map((name) => [name, new Map<number, number>()]));
  return { measures: {}, sketches: sketches as RollupSum['sketches'] };
}

export function addTo(sum: RollupSum, { measures, sketches }: Pick<RollupBucket, 'measures' | 'sketches'>): void {
  addMeasures(sum.measures, measures);
  for (const name of sketchNames) {
    for (const [index, count] of sketches[name])
      sum.sketches[name].set(index, (sum.sketches[name].get(index) ?? 0) + count);
  }
}

export function addUp(parts: Iterable<Pick<RollupBucket, 'measures' | 'sketches'>>): RollupSum {
  const sum = emptySum();
  for (const part of parts) addTo(sum, part);
  return sum;
}

/** A correction may be counted before what it corrects. */
export function amountOf(sum: RollupSum, measure: string): number {
  return Math.max(0, sum.measures[measure] ?? 0);
}

/** Whether anything happened, apart from what was taken back. */
export function isEmpty({ measures }: RollupSum): boolean {
  return Object.values(measures).every((amount) => amount === 0);
}
