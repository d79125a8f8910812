import type { DigestTest, TextTest } from '../trace-digests/compile-digest-test.ts';
import type { RunDigest } from '../trace-digests/run-digest.ts';
import type { Pattern } from '../trace-filter/filter.ts';
import type { TraceMatcher } from '../trace-filter/match-trace.ts';
import type { FilterableTrace } from '../trace-filter/trace-values.ts';
import type { FoundRecentTexts } from './read-recent-texts.ts';
import { hourOf } from './trace-digest-keys.ts';
import type { DigestedHours } from './trace-digested-hour.ts';
import { shardCount } from './trace-keys.ts';
import type { Row } from './trace-partition.ts';
import type { FoundTexts, HourTexts, WantedText } from './trace-text-reads.ts';

/** What is known of the text of traces that start within these milliseconds, both included. */
export function textsBetween(test: HourTexts | null, first: number, last: number): TextTest | null {
  return test && ((pattern) => test.mayHold(pattern, first, last));
}

/** Texts to read: of the hours, or slices of them, in which a run may fit or not, depending on them. Epoch milliseconds: [from, to). */
export function textsToRead(
  { from, to }: { from: number; to: number },
  hours: DigestedHours,
  mayMatch: DigestTest,
): WantedText[] {
  const hangsOnText = (run: RunDigest) =>
    run.first < to && run.last >= from && mayMatch(run) && !mayMatch(run, () => false);
  return [...hours].flatMap(([hour, { parts }]) =>
    [...parts].flatMap(([shard, ofShard]) =>
      ofShard.flatMap(({ from: start, runs, texts }) =>
        texts && runs.some(hangsOnText) ? [{ hour, from: start, shard, texts }] : [],
      ),
    ),
  );
}

/**
 * Whether a row cannot fit because of a text that its trace cannot hold: the index is read in runs, and the spans of one trace take
 * as long as a page of it. What is not known for certain is looked at.
 */
export function ruledOut(
  hours: DigestedHours,
  shard: number,
  texts: FoundTexts,
  matches: TraceMatcher,
): (row: Row) => boolean {
  const late = new Map<number, ReadonlySet<number>>();
  const isLate = (hour: number, start: number) => {
    const known =
      late.get(hour) ??
      new Set(
        hours
          .get(hour)
          ?.lateStarts.get(shard)
          ?.map((each) => each.start),
      );
    late.set(hour, known);
    return known.has(start);
  };
  return ({ sortKey, item }) => {
    const start = Number(sortKey.slice(0, sortKey.indexOf('#')));
    const hour = hourOf(start);
    const part = hours
      .get(hour)
      ?.parts.get(shard)
      ?.find(({ from, to }) => from <= start && start < to);
    const test = part === undefined ? null : texts.of(part.from, shard);
    if (test === null || isLate(hour, start)) return false;
    return (
      matches(item as FilterableTrace, (pattern) => (test.mayHold(pattern, start, start) ? null : false)) === false
    );
  };
}

/** As `ruledOut`, of traces whose text is known in the version that was just read. */
export function ruledOutOfRecent(recent: FoundRecentTexts, matches: TraceMatcher): (row: Row) => boolean {
  const find = (pattern: Pattern) => (recent.mayHold(pattern) ? null : false);
  return ({ traceId, item }) =>
    recent.turnTo(traceId, item['version']) && matches(item as FilterableTrace, find) === false;
}

type RulesOut = (row: Row) => boolean;

export function eitherRulesOut([first, second]: readonly [RulesOut | null, RulesOut | null]): RulesOut | null {
  if (first === null || second === null) return first ?? second;
  return (row) => first(row) || second(row);
}

/** Up to when the text of all traces is in one of their hour or of a slice of it; those in between may lack some. */
export function textedUpTo(hours: DigestedHours): number {
  const ends = Array.from({ length: shardCount }, (_, shard) => {
    const parts = [...hours.values()].flatMap(({ parts }) => parts.get(shard) ?? []);
    return Math.max(0, ...parts.filter(({ texts }) => texts).map(({ to }) => to));
  });
  return Math.min(...ends);
}
