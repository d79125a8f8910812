import { visitGrams } from './text-grams.ts';
import { rarityOfUnits } from './unit-rarity.ts';

/** What each text that fits a pattern has: a gram, or one of all those that begin like it. */
export interface SoughtGram {
  gram: number;
  isBeginning: boolean;
}

interface PlacedGram extends SoughtGram {
  /** Of its last unit; units of different parts are apart. */
  end: number;
  rarity: number;
}

/**
 * Every text that a pattern fits has all of them; none if its parts are too short. Those come first that tell most: of rare units, and
 * before all that share three units with one of these, which mostly are where it is.
 */
export function gramsOfPattern(pattern: readonly string[]): SoughtGram[] {
  const placed: PlacedGram[] = [];
  let start = 0;
  for (const part of pattern) {
    placed.push(...gramsOfPart(part, start));
    start += part.length + 2;
  }
  const byRarity = placed.sort((a, b) => b.rarity - a.rarity);
  const taken = new Set<number>();
  const [apart, besides]: [PlacedGram[], PlacedGram[]] = [[], []];
  for (const each of byRarity) {
    const isBeside = taken.has(each.end - 1) || taken.has(each.end + 1);
    if (!isBeside) taken.add(each.end);
    (isBeside ? besides : apart).push(each);
  }
  const distinct = new Map([...apart, ...besides].map(({ gram, isBeginning }) => [gram, { gram, isBeginning }]));
  return [...distinct.values()];
}

function gramsOfPart(part: string, start: number): PlacedGram[] {
  const found: PlacedGram[] = [];
  const take = (isBeginning: boolean) => (gram: number, end: number) =>
    found.push({
      gram,
      isBeginning,
      end: start + end,
      rarity: rarityOfUnits(part.slice(Math.max(0, end - 3), end + 1)),
    });
  const takeBeginning = take(true);
  // What ends like a gram of four is there with it, which tells more.
  visitGrams(part, take(false), (gram, end) => found.length === 0 && takeBeginning(gram, end));
  return found;
}
