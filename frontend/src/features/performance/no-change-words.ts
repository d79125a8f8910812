import type { ReleaseRegressions } from '../../../../shared/contract/release-regressions.ts';

/** What is said where nothing changed: of exactly what, so that nobody takes it for all that is in the data. */
export function noChangeWords({
  a,
  b,
  testedCount,
  dimension,
}: Pick<ReleaseRegressions, 'testedCount' | 'dimension'> & { a: string; b: string }): string {
  const kinds = dimension === 'release' ? 'models and trace names' : 'models';
  if (testedCount === 0)
    return `${a} → ${b}: none of the ${kinds} of both has the 30 values on each side that it takes.`;
  return `${a} → ${b}: no evidence that the ${kinds} of both got slower, failed more often or cost more. This says nothing of other ${dimension === 'release' ? 'releases' : 'versions'}.`;
}
