import type { Kinship } from './create-kinship.ts';

/** So many are compared unasked: each costs as much as one comparison. */
const maxPairs = 20;

interface Pair<Release> {
  a: Release;
  b: Release;
}

/** The last two releases of each program, that of the newest release first. `releases` are newest first. */
export function lastPairs<Release extends { value: string }>(
  releases: readonly Release[],
  isKin: Kinship,
): Pair<Release>[] {
  const pairs: Pair<Release>[] = [];
  for (const [index, b] of releases.entries()) {
    if (pairs.length === maxPairs) break;
    if (releases.slice(0, index).some(({ value }) => isKin(value, b.value))) continue;
    const a = releases.slice(index + 1).find(({ value }) => isKin(value, b.value));
    if (a !== undefined) pairs.push({ a, b });
  }
  return pairs;
}
