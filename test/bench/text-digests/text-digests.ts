import { randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { zstdCompressSync } from 'node:zlib';
import { GramSet } from '../../../shared/text-digests/gram-set.ts';
import { SegmentBuilder } from '../../../shared/text-digests/segment-builder.ts';
import { gramsOfPattern } from '../../../shared/text-digests/sought-grams.ts';
import { visitGrams } from '../../../shared/text-digests/text-grams.ts';
import { partOfGram, type TextSegment, tracesWithGram } from '../../../shared/text-digests/text-segment.ts';
import { percentile, round } from '../gateway/percentile.ts';
import { printResult } from '../print-result.ts';

/** Traces of an hour. */
const traceCount = 600;
const searches = 60;
/** What a search reads of a long text: at first, and of many traces that are left. */
const [fewParts, maxParts] = [4, 28];

/**
 * What digests of text take, and how many traces they let through that do not hold a text. Traces say what a bot says that answers
 * from passages of documentation, here Signalbox's own: a system prompt, a question, passages with ids, an answer. The baseline is
 * the same text, compressed; and a Bloom filter of 8 bits for each of the grams that winnowing leaves.
 */
export async function run(): Promise<void> {
  const passages = passagesOf('docs');
  for (const passagesOfTrace of [1, 5, 20]) {
    const traces = Array.from({ length: traceCount }, () => traceOf(passages, passagesOfTrace));
    printResult({
      bench: 'text-digests',
      passages: passagesOfTrace,
      ...sizesOf(traces),
      ...falselyFound(traces, passages),
    });
  }
}

function passagesOf(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
  const texts = files.flatMap((name) => readFileSync(`${folder}/${name}`, 'utf8').split(/\n\n+/));
  return texts.filter(({ length }) => length > 120 && length < 1500);
}

function pick<T>(from: readonly T[]): T {
  return from[Math.floor(Math.random() * from.length)] as T;
}

function sentenceOf(passages: readonly string[]): string {
  return pick(pick(passages).split(/(?<=\.)\s+/));
}

/** Texts in lower case. */
function traceOf(passages: readonly string[], count: number): string[] {
  const prompt = passages.slice(0, 4).join('\n');
  const read = Array.from({ length: count }, () => [pick(passages), randomUUID()]).flat();
  const answer = [1, 2, 3].map(() => sentenceOf(passages)).join(' ');
  const ids = [
    randomBytes(16).toString('hex'),
    randomBytes(8).toString('hex'),
    `order-${randomBytes(3).readUIntBE(0, 3)}`,
  ];
  return [prompt, sentenceOf(passages), ...read, answer, ...ids].map((text) => text.toLowerCase());
}

function gramsOf(texts: readonly string[]): GramSet {
  const grams = new GramSet();
  for (const text of texts) visitGrams(text, grams.add);
  return grams;
}

/** Bytes are those of a trace, on average. */
function sizesOf(traces: readonly string[][]) {
  const winnowed = traces.reduce((sum, texts) => sum + winnowedCount(texts), 0);
  const [before, begun] = [process.cpuUsage(), performance.now()];
  const { segment, gramCount } = segmentOf(traces);
  const { user, system } = process.cpuUsage(before);
  const bytes = segment.parts.reduce((sum, { length }) => sum + length, 0);
  const compressed = traces.reduce((sum, texts) => sum + zstdCompressSync(JSON.stringify(texts)).length, 0);
  return {
    characters: Math.round(traces.flat().join('').length / traceCount),
    compressedBytes: Math.round(compressed / traceCount),
    bloomBytes: Math.round(winnowed / traceCount),
    grams: Math.round(gramCount / traceCount),
    bytes: Math.round(bytes / traceCount),
    parts: segment.parts.length,
    partBytesP95: percentile(
      segment.parts.map(({ length }) => length),
      95,
    ),
    cpuMs: round((user + system) / 1000 / traceCount, 2),
    wallMs: round((performance.now() - begun) / traceCount, 2),
  };
}

function segmentOf(traces: readonly string[][]): { segment: TextSegment; gramCount: number } {
  const builder = new SegmentBuilder();
  let gramCount = 0;
  for (const texts of traces) {
    const grams = gramsOf(texts);
    gramCount += grams.size;
    builder.add(grams.values());
  }
  return { segment: builder.finish(), gramCount };
}

/** Of each two grams side by side one is kept. */
function winnowedCount(texts: readonly string[]): number {
  const kept = new GramSet();
  for (const text of texts) {
    let last: number | null = null;
    visitGrams(text, (gram) => {
      if (last !== null) kept.add(Math.min(last, gram));
      last = gram;
    });
  }
  return kept.size;
}

/** Of a hundred traces that do not hold what is looked for, so many are read. */
function falselyFound(traces: readonly string[][], passages: readonly string[]) {
  const { segment } = segmentOf(traces);
  const whole = traces.map((texts) => texts.join('\0'));
  const words = [...new Set(whole.join(' ').match(/[a-z]{5,10}/g))];
  const isRare = (word: string) => whole.filter((text) => text.includes(word)).length <= 3;
  const isNowhere = (text: string) => !whole.some((each) => each.includes(text));
  const share = (texts: readonly string[], parts = maxParts) => round(shareOf(texts, { whole, segment, parts }), 3);
  const [three, sentences] = [
    Array.from({ length: searches }, () => threeWordsOf(sentenceOf(passages).toLowerCase())),
    Array.from({ length: searches }, () => sentenceOf(passages).toLowerCase()),
  ];
  return {
    rareWords: share(words.filter(isRare).slice(0, searches)),
    ...{ threeWords: share(three), threeWordsAtFirst: share(three, fewParts) },
    ...{ sentences: share(sentences), sentencesAtFirst: share(sentences, fewParts) },
    hexIds: share(Array.from({ length: searches }, () => randomBytes(4).toString('hex'))),
    fourLetters: share(['fish', 'taxi', 'moon', 'lamb', 'frog', 'jazz']),
    threeLetters: share([...new Set(whole.join(' ').match(/\b[a-z]{3}\b/g))].slice(0, searches)),
    threeOfNobody: share(Array.from({ length: 2 * searches }, threeLetters).filter(isNowhere)),
  };
}

function threeLetters(): string {
  return Array.from({ length: 3 }, () => String.fromCharCode(97 + Math.floor(Math.random() * 26))).join('');
}

function threeWordsOf(sentence: string): string {
  const words = sentence.split(' ');
  const start = Math.floor(Math.random() * Math.max(1, words.length - 3));
  return words.slice(start, start + 3).join(' ');
}

interface Lookup {
  /** All that each trace says. */
  whole: readonly string[];
  segment: TextSegment;
  /** That are read. */
  parts: number;
}

function shareOf(texts: readonly string[], { whole, segment, parts }: Lookup): number {
  let [asked, found] = [0, 0];
  for (const text of texts) {
    const places = new Set(placesOf(text, segment, parts));
    const without = whole.flatMap((each, place) => (each.includes(text) ? [] : [place]));
    asked += without.length;
    found += without.filter((place) => places.has(place)).length;
  }
  return (100 * found) / Math.max(1, asked);
}

function placesOf(text: string, segment: TextSegment, mostParts: number): number[] {
  const parts = new Set<number>();
  let left = Array.from({ length: segment.count }, (_, place) => place);
  for (const sought of gramsOfPattern([text])) {
    const part = partOfGram(sought.gram, segment);
    if (parts.size < mostParts) parts.add(part);
    if (!parts.has(part)) continue;
    const held = tracesWithGram(sought, segment.parts[part] ?? new Uint8Array(), segment);
    left = left.filter((place) => held.has(place));
  }
  return left;
}
