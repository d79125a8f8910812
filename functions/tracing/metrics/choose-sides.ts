import type { ComparedRelease } from '../../../shared/contract/trace-metrics.ts';
import { ValidationError } from '../../../shared/http/errors.ts';

/** Of a row of rollups: a release (or version of a prompt), and the trace name that it ran, if the row is of one. */
interface PairedName {
  group: string;
  name: string | null;
}

interface Sides {
  a?: string | undefined;
  b?: string | undefined;
}

/**
 * What is compared unless it is told: the newest against the one before it *of the same program*. A project holds several, each
 * with releases of its own; those that run traces of the same name are of one, and so are versions of one prompt.
 */
export function chooseSides(
  releases: readonly ComparedRelease[],
  rows: readonly PairedName[],
  query: Sides,
): [ComparedRelease | null, ComparedRelease | null] {
  const isKin = createKinship(rows);
  const before = (b: ComparedRelease | null) =>
    releases.slice(releases.findIndex(({ value }) => value === b?.value) + 1);
  const kinBefore = (b: ComparedRelease) => before(b).find(({ value }) => isKin(value, b.value));
  const newest = () => {
    const others = releases.filter(({ value }) => value !== query.a);
    if (query.a !== undefined) return others.find(({ value }) => isKin(value, query.a ?? '')) ?? others[0] ?? null;
    return others.find((release) => kinBefore(release) !== undefined) ?? others[0] ?? null;
  };
  const b = query.b === undefined ? newest() : find(releases, 'b', query.b);
  if (query.a !== undefined) return [find(releases, 'a', query.a), b];
  return [(b && kinBefore(b)) ?? before(b)[0] ?? null, b];
}

function find(releases: readonly ComparedRelease[], side: 'a' | 'b', value: string): ComparedRelease {
  const found = releases.find((release) => release.value === value);
  if (found !== undefined) return found;
  throw new ValidationError([{ field: `query.${side}`, message: `nothing of ${value.slice(0, 100)} is in the range` }]);
}

function createKinship(rows: readonly PairedName[]): (a: string, b: string) => boolean {
  const namesOf = new Map<string, Set<string>>();
  for (const { group, name } of rows) {
    const names = namesOf.get(group) ?? new Set();
    namesOf.set(group, names);
    if (name !== null) names.add(name);
  }
  return (a, b) => {
    const [one, other] = [promptOf(a), promptOf(b)];
    if (one !== null && one === other) return true;
    const names = namesOf.get(b);
    return [...(namesOf.get(a) ?? [])].some((name) => names?.has(name));
  };
}

/** `support` of `support@7`. */
function promptOf(value: string): string | null {
  const at = value.lastIndexOf('@');
  return at <= 0 ? null : value.slice(0, at);
}
