import type { Result } from '../../../shared/contract/route.ts';
import type {
  ComparedRelease,
  getReleaseRegressions,
  ReleaseRegressions,
} from '../../../shared/contract/trace-metrics.ts';
import type { Call } from '../../../shared/http/create-api.ts';
import type { RollupBucket } from '../../../shared/storage/rollup-repository.ts';
import { parsePairedValue } from '../../../shared/storage/rollup-values.ts';
import { chooseSides } from './choose-sides.ts';
import { compareSums } from './compare-sums.ts';
import { planRange } from './plan-range.ts';
import { rangeOf } from './range-of.ts';
import { readRollups } from './read-rollups.ts';
import { addUp, amountOf } from './rollup-sum.ts';
import type { MetricsPorts } from './serve-metrics.ts';
import { simulatedPart } from './simulated-part.ts';

const defaultRangeMs = 14 * 86_400_000;
const maxReleases = 100;
const maxRows = 50;

type PairedRow = RollupBucket & { group: string; model: string | null; name: string | null };

export async function answerRegressions(
  { projectId, query }: Call<typeof getReleaseRegressions>,
  { rollups, clock }: MetricsPorts,
): Promise<Result<typeof getReleaseRegressions>> {
  const { dimension } = query;
  const range = rangeOf(query, defaultRangeMs, clock);
  const plans = planRange({ ...range, step: 'hour', timeZone: 'UTC', dimension });
  const { plan, rows } = await readRollups(rollups, plans, { projectId, dimension });
  const paired = rows.flatMap((row) => {
    const parsed = parsePairedValue(row.value);
    return parsed === null ? [] : [{ ...row, ...parsed }];
  });
  const releases = listReleases(paired);
  const [a, b] = chooseSides(releases, paired, query);
  const compared = a === null || b === null ? [] : compareReleases(paired, a.value, b.value);
  const tested = compared.flatMap(({ comparisons }) => comparisons.filter(({ verdict }) => verdict !== 'too few'));
  return {
    from: new Date(plan.from).toISOString(),
    to: new Date(plan.to).toISOString(),
    ...{ dimension, releases: releases.slice(0, maxReleases), a, b, rows: compared },
    testedCount: tested.length,
    expectedByChance: Number((tested.length * 0.05).toFixed(2)),
  };
}

/** Newest first, by the hour in which they were first seen; of those of the same hour the later name first, as 1.10 is after 1.9. */
function listReleases(rows: readonly PairedRow[]): ComparedRelease[] {
  const found = [...Map.groupBy(rows, ({ group }) => group)].map(([value, parts]) => {
    const sum = addUp(parts);
    const starts = parts.map(({ start }) => start);
    return {
      value,
      firstSeen: new Date(Math.min(...starts)).toISOString(),
      lastSeen: new Date(Math.max(...starts)).toISOString(),
      traceCount: amountOf(sum, 'traceCount'),
      callCount: amountOf(sum, 'callCount'),
    };
  });
  const natural = new Intl.Collator('en', { numeric: true });
  return found
    .filter(({ traceCount, callCount }) => traceCount + callCount > 0)
    .toSorted((a, b) =>
      a.firstSeen === b.firstSeen ? natural.compare(b.value, a.value) : a.firstSeen < b.firstSeen ? 1 : -1,
    );
}

/** Rows of what both have, the most frequent first. */
function compareReleases(rows: readonly PairedRow[], a: string, b: string): ReleaseRegressions['rows'] {
  const keyed = rows.filter(({ group, model, name }) => (group === a || group === b) && (model ?? name) !== null);
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
