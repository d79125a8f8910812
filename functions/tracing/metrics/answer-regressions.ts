import type { ComparedRelease, getReleaseRegressions } from '../../../shared/contract/release-regressions.ts';
import type { Result } from '../../../shared/contract/route.ts';
import type { Call } from '../../../shared/http/create-api.ts';
import { parsePairedValue } from '../../../shared/storage/rollup-values.ts';
import { chooseSides } from './choose-sides.ts';
import { comparePairs, countTested } from './compare-pairs.ts';
import { compareReleases, type RowsOfReleases } from './compare-releases.ts';
import { createKinship } from './create-kinship.ts';
import { lastPairs } from './last-pairs.ts';
import { planRange } from './plan-range.ts';
import { rangeOf } from './range-of.ts';
import { readRollups } from './read-rollups.ts';
import { addUp, amountOf } from './rollup-sum.ts';
import type { MetricsPorts } from './serve-metrics.ts';

const defaultRangeMs = 14 * 86_400_000;
const maxReleases = 100;

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
  const rowsOf = Map.groupBy(paired, ({ group }) => group);
  const releases = listReleases(rowsOf);
  const isKin = createKinship(paired);
  const pairs = comparePairs(rowsOf, lastPairs(releases, isKin));
  const [a, b] = chooseSides(releases, { isKin, pair: pairs[0] }, query);
  const compared = a === null || b === null ? [] : compareReleases(rowsOf, a.value, b.value);
  const testedCount = countTested(compared);
  return {
    from: new Date(plan.from).toISOString(),
    to: new Date(plan.to).toISOString(),
    ...{ dimension, releases: releases.slice(0, maxReleases), pairs, a, b, rows: compared },
    testedCount,
    expectedByChance: Number((testedCount * 0.05).toFixed(2)),
  };
}

/** Newest first, by the hour in which they were first seen; of those of the same hour the later name first, as 1.10 is after 1.9. */
function listReleases(rowsOf: RowsOfReleases): ComparedRelease[] {
  const found = [...rowsOf].map(([value, parts]) => {
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
