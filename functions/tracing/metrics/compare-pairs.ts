import type {
  ComparedPair,
  ComparedRelease,
  ReleaseRegressions,
  Verdict,
} from '../../../shared/contract/release-regressions.ts';
import { compareReleases, type RowsOfReleases } from './compare-releases.ts';
import { promptOf } from './create-kinship.ts';
import { addUp, amountOf } from './rollup-sum.ts';

type Rows = ReleaseRegressions['rows'];

const maxNames = 3;

/** What each pair has of regressions; the worst first, else in the order given: that one is shown unless another is asked for. */
export function comparePairs(
  rowsOf: RowsOfReleases,
  pairs: readonly { a: ComparedRelease; b: ComparedRelease }[],
): ComparedPair[] {
  const compared = pairs.map(({ a: { value: a }, b: { value: b } }) => {
    const rows = compareReleases(rowsOf, a, b);
    return {
      ...{ a, b, names: namesOfBoth(rowsOf, a, b) },
      ...{ regressedCount: countOf(rows, 'regressed'), improvedCount: countOf(rows, 'improved') },
      testedCount: countTested(rows),
    };
  });
  return compared.toSorted((one, other) => other.regressedCount - one.regressedCount);
}

/** Comparisons that had values enough. */
export function countTested(rows: Rows): number {
  return rows.reduce((total, { comparisons }) => total + comparisons.length, 0) - countOf(rows, 'too few');
}

function countOf(rows: Rows, wanted: Verdict): number {
  return rows.reduce(
    (total, { comparisons }) => total + comparisons.filter(({ verdict }) => verdict === wanted).length,
    0,
  );
}

/** By which a person knows the program: what both ran, the most frequent first; of versions of a prompt its name. */
function namesOfBoth(rowsOf: RowsOfReleases, a: string, b: string): string[] {
  const prompt = promptOf(a);
  if (prompt !== null && prompt === promptOf(b)) return [prompt];
  const counts = (release: string) => {
    const named = (rowsOf.get(release) ?? []).filter(({ name }) => name !== null);
    const byName = Map.groupBy(named, ({ name }) => name ?? '');
    return new Map([...byName].map(([name, parts]) => [name, amountOf(addUp(parts), 'traceCount')]));
  };
  const [ofA, ofB] = [counts(a), counts(b)];
  const shared = [...ofA].flatMap(([name, count]) => {
    const other = ofB.get(name) ?? 0;
    return other > 0 && count > 0 ? [{ name, count: count + other }] : [];
  });
  const sorted = shared.toSorted((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1));
  return sorted.slice(0, maxNames).map(({ name }) => name);
}
