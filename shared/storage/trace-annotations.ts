import { type ScoreValue, scoreLimits } from '../contract/scores.ts';
import type { TraceScore } from '../contract/span.ts';
import { tagLimits } from '../contract/trace-tags.ts';

/** What people and evaluators said of a trace. It lives on META, but no span changes it. */
export interface TraceAnnotations {
  givenTags: readonly string[];
  /** Tags of spans that somebody took off the trace. */
  removedTags: readonly string[];
  scores: Readonly<Record<string, ScoreTally>>;
  /** When somebody last changed the tags, epoch milliseconds. It stays when the tags are as before: what was said is later. */
  taggedAt?: number;
}

/** All scores of one name, in a form that a score can be taken out of again without a trace. */
export interface ScoreTally {
  count: number;
  /** Of numbers, true and false. */
  numberCount: number;
  /** Sum of the numbers × 10¹², a whole number as text: adding fractions and taking them back would leave crumbs. */
  sum: string;
  labels: readonly (readonly [label: string, count: number])[];
}

export const noAnnotations: TraceAnnotations = { givenTags: [], removedTags: [], scores: {} };
const noScores: ScoreTally = { count: 0, numberCount: 0, sum: '0', labels: [] };
const scale = 1e12;

export function hasAnnotations({ givenTags, removedTags, scores, taggedAt }: TraceAnnotations): boolean {
  const isTagged = givenTags.length > 0 || removedTags.length > 0 || taggedAt !== undefined;
  return isTagged || Object.keys(scores).length > 0;
}

export interface CountedScore {
  name: string;
  value: ScoreValue;
}

export function addScore(annotations: TraceAnnotations, score: CountedScore): TraceAnnotations {
  return changeTally(annotations, score, 1);
}

/** Takes back a score that was added. */
export function removeScore(annotations: TraceAnnotations, score: CountedScore): TraceAnnotations {
  return changeTally(annotations, score, -1);
}

function changeTally(annotations: TraceAnnotations, { name, value }: CountedScore, sign: 1 | -1): TraceAnnotations {
  // A score may be called `constructor`.
  const before = (Object.hasOwn(annotations.scores, name) && annotations.scores[name]) || noScores;
  const { [name]: _, ...others } = annotations.scores;
  const count = before.count + sign;
  if (count <= 0) return { ...annotations, scores: others };
  const isLabel = typeof value === 'string';
  const tally: ScoreTally = {
    count,
    numberCount: before.numberCount + (isLabel ? 0 : sign),
    sum: String(BigInt(before.sum) + (isLabel ? 0n : BigInt(sign) * scaled(value))),
    labels: isLabel ? changeLabel(before.labels, value, sign) : before.labels,
  };
  return { ...annotations, scores: { ...others, [name]: tally } };
}

function changeLabel(labels: ScoreTally['labels'], label: string, sign: 1 | -1): ScoreTally['labels'] {
  const counts = new Map(labels);
  counts.set(label, (counts.get(label) ?? 0) + sign);
  return [...counts].filter(([, count]) => count > 0).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The same number is always the same whole number. */
function scaled(value: number | boolean): bigint {
  return BigInt(Math.round(Number(value) * scale));
}

export function summarizeScores({ scores }: TraceAnnotations): Record<string, TraceScore> {
  return Object.fromEntries(Object.entries(scores).map(([name, tally]) => [name, summarizeTally(tally)]));
}

function summarizeTally({ count, numberCount, sum, labels }: ScoreTally): TraceScore {
  return {
    count,
    mean: numberCount === 0 ? null : Number(sum) / (numberCount * scale),
    labels: labels.map(([label]) => label),
  };
}

/** What is too much, in words; null if the annotations are within their bounds. */
export function findExcess({ scores }: TraceAnnotations): string | null {
  const tallies = Object.entries(scores);
  if (tallies.length > scoreLimits.names) return `scores of more than ${scoreLimits.names} names`;
  const crowded = tallies.find(([, { labels }]) => labels.length > scoreLimits.labels);
  if (crowded !== undefined) return `more than ${scoreLimits.labels} different words as "${crowded[0]}"`;
  const count = tallies.reduce((sum, [, tally]) => sum + tally.count, 0);
  return count > scoreLimits.perTarget ? `more than ${scoreLimits.perTarget} scores` : null;
}

/** Those of the spans and those that people gave it, but for the ones they removed. */
export function shownTags(spanTags: readonly string[], annotations: TraceAnnotations): string[] {
  return allTags(spanTags, annotations).slice(0, tagLimits.perTrace);
}

function allTags(spanTags: readonly string[], { givenTags, removedTags }: TraceAnnotations): string[] {
  const tags = new Set([...spanTags, ...givenTags].filter((tag) => !removedTags.includes(tag)));
  return [...tags].sort();
}

export interface TagChange {
  annotations: TraceAnnotations;
  tags: string[];
  /** What became visible, and what no longer is. */
  added: string[];
  removed: string[];
  /** There are more than show, or would be if those that were removed came back. */
  isExcessive: boolean;
}

/** Removing what was added, and adding what was removed, shows the same tags as before. */
export function changeTags(
  spanTags: readonly string[],
  annotations: TraceAnnotations,
  { add, remove }: { add: readonly string[]; remove: readonly string[] },
): TagChange {
  const shown = shownTags(spanTags, annotations);
  const given = new Set(annotations.givenTags);
  const removed = new Set(annotations.removedTags);
  for (const tag of add) {
    removed.delete(tag);
    if (!spanTags.includes(tag)) given.add(tag);
  }
  for (const tag of remove) {
    given.delete(tag);
    if (spanTags.includes(tag)) removed.add(tag);
  }
  const changed = { ...annotations, givenTags: [...given].sort(), removedTags: [...removed].sort() };
  const tags = shownTags(spanTags, changed);
  return {
    annotations: changed,
    tags,
    added: tags.filter((tag) => !shown.includes(tag)),
    removed: shown.filter((tag) => !tags.includes(tag)),
    isExcessive: allTags(spanTags, changed).length > tagLimits.perTrace || removed.size > tagLimits.perTrace,
  };
}
