import type { FilterableTrace } from '../trace-filter/trace-values.ts';
import { runHeadBytes, type ShardRun } from './digest-codec.ts';
import { addTrace, draftRun, finishRun, joinRuns, type RunDraft } from './run-digest.ts';

/** One query of the index reads about as much as this in the time that it takes to ask. */
const runLength = 64;
/** While an hour is read; a thousand terms are 50 KB. */
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

/** As fine as fits into an item: of an hour with very many traces, runs are longer. */
export function finishRuns(shards: readonly (readonly RunDraft[])[], maxBytes = maxDigestBytes): ShardRun[] {
  for (let drafts = shards; ; drafts = drafts.map(joinPairs)) {
    const runs = drafts.flatMap((of, shard) => of.map((draft) => ({ shard, run: finishRun(draft) })));
    const bytes = runs.reduce((sum, { run }) => sum + runHeadBytes + run.terms.bits.byteLength, 0);
    if (bytes <= maxBytes || drafts.every(({ length }) => length <= 1)) return runs;
  }
}

function joinPairs(runs: readonly RunDraft[]): RunDraft[] {
  const joined: RunDraft[] = [];
  for (let index = 0; index < runs.length; index += 2) {
    const [first, second] = [runs[index], runs[index + 1]];
    if (first !== undefined) joined.push(second === undefined ? first : joinRuns(first, second));
  }
  return joined;
}
