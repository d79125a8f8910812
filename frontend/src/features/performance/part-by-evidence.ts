import type { ReleaseRegressions, Verdict } from '../../../../shared/contract/release-regressions.ts';

type Row = ReleaseRegressions['rows'][number];

/** Models and names of which something got worse or better, the worse first; and those without evidence of either. */
export function partByEvidence(rows: readonly Row[]): { changed: Row[]; unchanged: Row[] } {
  const count = ({ comparisons }: Row, wanted: Verdict) =>
    comparisons.filter(({ verdict }) => verdict === wanted).length;
  const isChanged = (row: Row) => count(row, 'regressed') + count(row, 'improved') > 0;
  return {
    changed: rows.filter(isChanged).toSorted((a, b) => count(b, 'regressed') - count(a, 'regressed')),
    unchanged: rows.filter((row) => !isChanged(row)),
  };
}
