import type { ComparedPair, ComparedRelease } from '../../../shared/contract/release-regressions.ts';
import { ValidationError } from '../../../shared/http/errors.ts';
import type { Kinship } from './create-kinship.ts';

interface Sides {
  a?: string | undefined;
  b?: string | undefined;
}

interface Known {
  isKin: Kinship;
  /** The pair that is shown unasked: of the last two of each program those with the most regressions. */
  pair?: Pick<ComparedPair, 'a' | 'b'> | undefined;
}

/** What is compared: what was asked for; for a side that was not, one of the same program, as a project holds several. */
export function chooseSides(
  releases: readonly ComparedRelease[],
  { isKin, pair }: Known,
  { a, b }: Sides,
): [ComparedRelease | null, ComparedRelease | null] {
  if (a === undefined && b === undefined && pair) return [find(releases, 'a', pair.a), find(releases, 'b', pair.b)];
  const kinFirst = (of: string, among: readonly ComparedRelease[]) =>
    among.find(({ value }) => isKin(value, of)) ?? among[0] ?? null;
  if (a !== undefined) {
    const others = releases.filter(({ value }) => value !== a);
    return [find(releases, 'a', a), b === undefined ? kinFirst(a, others) : find(releases, 'b', b)];
  }
  const after = b === undefined ? (releases[0] ?? null) : find(releases, 'b', b);
  if (after === null) return [null, null];
  return [kinFirst(after.value, releases.slice(releases.indexOf(after) + 1)), after];
}

function find(releases: readonly ComparedRelease[], side: 'a' | 'b', value: string): ComparedRelease {
  const found = releases.find((release) => release.value === value);
  if (found !== undefined) return found;
  throw new ValidationError([{ field: `query.${side}`, message: `nothing of ${value.slice(0, 100)} is in the range` }]);
}
