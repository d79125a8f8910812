import type { FilterableTrace } from '../trace-filter/trace-values.ts';
import { fineBitsPerTerm } from './bloom-filter.ts';
import { runHeadBytes } from './digest-codec.ts';
import { addTrace, draftRun, finishRun, joinRuns, type RunDigest, type RunDraft } from './run-digest.ts';

/** One query of the index reads about as much as this in the time that it takes to ask. */
const runLength = 64;
/** While a shard of an hour is read: 200 MB at most. */
const maxDrafts = 1024;
/** An item has 400 KB at most. */
const maxDigestBytes = 350_000;

export interface DigestBuilder {
  /** The traces of a shard, in the order of the index. */
  add(start: number, trace: FilterableTrace): void;
  finish(): RunDraft[];
}

/** Cuts traces into runs. Those that start in the same millisecond stay together, so that times alone tell runs apart. */
export function createDigestBuilder(): DigestBuilder {
  let runs: RunDraft[] = [];
  let length = runLength;
  return {
    add(start, trace) {
      const last = runs.at(-1);
      const isFull = last !== undefined && last.count >= length && last.last !== start;
      if (last !== undefined && !isFull) return addTrace(last, start, trace);
      if (runs.length === maxDrafts) {
        runs = joinPairs(runs);
        length *= 2;
      }
      const next = draftRun(start);
      addTrace(next, start, trace);
      runs.push(next);
    },
    finish: () => runs,
  };
}

/** From one wrong answer in a thousand to one in fifty; longer runs come first, because a rare value then costs one of them. */
const usualBitsPerTerm = [fineBitsPerTerm, 10, 8];
/** Where runs are long as they are: one wrong answer in twenty, in seven, in three. */
const fewBitsPerTerm = [...usualBitsPerTerm, 6, 4, 2];
/** Runs of about so many traces are not joined as long as fewer bits help. */
const longRun = 512;

/** As fine as fits into an item: of an hour with very many traces runs are longer, and wrong more often. */
export function finishRuns(shard: readonly RunDraft[], maxBytes = maxDigestBytes): RunDigest[] {
  for (let drafts = shard; ; drafts = joinPairs(drafts)) {
    const isLast = drafts.length <= 1;
    const isLong = isLast || drafts.some(({ count }) => count >= longRun);
    const choices = isLong ? fewBitsPerTerm : usualBitsPerTerm;
    const fitting = choices.find((bitsPerTerm) => sizeOf(drafts, bitsPerTerm) <= maxBytes);
    const chosen = fitting ?? (isLast ? choices.at(-1) : undefined);
    if (chosen !== undefined) return drafts.map((draft) => finishRun(draft, chosen));
  }
}

function sizeOf(drafts: readonly RunDraft[], bitsPerTerm: number): number {
  return drafts.reduce((sum, { terms }) => sum + runHeadBytes + terms.bytesAt(bitsPerTerm), 0);
}

function joinPairs(runs: readonly RunDraft[]): RunDraft[] {
  const joined: RunDraft[] = [];
  for (let index = 0; index < runs.length; index += 2) {
    const [first, second] = [runs[index], runs[index + 1]];
    if (first !== undefined) joined.push(second === undefined ? first : joinRuns(first, second));
  }
  return joined;
}
