import type { ReleaseRegressions } from '../../../shared/contract/release-regressions.ts';
import type { RollupBucket } from '../../../shared/storage/rollup-repository.ts';
import { compareSums } from './compare-sums.ts';
import { addUp, amountOf } from './rollup-sum.ts';
import { simulatedPart } from './simulated-part.ts';

const maxRows = 50;

/** Of a release (or version of a prompt): its calls of a model, or its traces of a name. */
export type PairedRow = RollupBucket & { group: string; model: string | null; name: string | null };
export type RowsOfReleases = ReadonlyMap<string, readonly PairedRow[]>;

/** Rows of what both have, the most frequent first. */
export function compareReleases(rowsOf: RowsOfReleases, a: string, b: string): ReleaseRegressions['rows'] {
  const rows = [...(rowsOf.get(a) ?? []), ...(a === b ? [] : (rowsOf.get(b) ?? []))];
  const keyed = rows.filter(({ model, name }) => (model ?? name) !== null);
  const byPart = [...Map.groupBy(keyed, ({ model, name }) => JSON.stringify([model, name]))];
  const compared = byPart.map(([, parts]) => {
    const kind: 'model' | 'name' = parts[0]?.model === null ? 'name' : 'model';
    const of = (side: string) => parts.filter(({ group }) => group === side);
    const sides = { a: addUp(of(a)), b: addUp(of(b)) };
    const counted = kind === 'name' ? 'traceCount' : 'callCount';
    const fewest = Math.min(amountOf(sides.a, counted), amountOf(sides.b, counted));
    return { kind, value: parts[0]?.model ?? parts[0]?.name ?? '', sides, fewest };
  });
  return compared
    .filter(({ fewest }) => fewest > 0)
    .toSorted((x, y) => y.fewest - x.fewest || (x.value < y.value ? -1 : 1))
    .slice(0, maxRows)
    .map(({ kind, value, sides }) => ({
      ...{ kind, value, comparisons: compareSums(kind, sides) },
      simulated: simulatedPart(addUp([sides.a, sides.b]), kind === 'name' ? 'trace' : 'call'),
    }));
}
