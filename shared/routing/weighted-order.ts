export interface Weighted {
  weight: number;
}

/**
 * Draws all of them one after the other, each time by the weights of those that are left (Efraimidis, Spirakis: "Weighted
 * random sampling with a reservoir", 2006). The first has its exact share. What weighs nothing comes last, as it was given.
 */
export function weightedOrder<T extends Weighted>(items: readonly T[], pointOf: (item: T) => number): T[] {
  return items
    .map((item) => ({ item, score: item.weight > 0 ? Math.log(pointOf(item)) / item.weight : -Infinity }))
    .sort((left, right) => (left.score === right.score ? 0 : right.score - left.score))
    .map(({ item }) => item);
}
