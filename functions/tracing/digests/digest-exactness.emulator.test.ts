import { beforeAll, expect, inject, test } from 'vitest';
import { createDocumentClient, type DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import type { CountedHour } from '../../../shared/storage/ingestion-counts.ts';
import { hourOf } from '../../../shared/storage/trace-digest-keys.ts';
import { createTraceDigests } from '../../../shared/storage/trace-digests.ts';
import { createTraceTextDigests } from '../../../shared/storage/trace-text-digests.ts';
import { everything, type Filter } from '../../../shared/trace-filter/filter.ts';
import { parseFilter } from '../../../shared/trace-filter/parse-filter.ts';
import { createSeededRandom, type SeededRandom } from '../../../test/faults/seeded-random.ts';
import { hexOf, testTime } from '../../../test/support/build-span.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import { createDigestStage, type DigestStage, deleteTrace } from '../../../test/support/digest-stage.ts';
import { failingClient } from '../../../test/support/failing-client.ts';

const minute = 60_000;
const hour = 60 * minute;
const steps = 40;
const tags = ['usual', 'rare', 'İx'];
const words = ['a refund', 'Giraffe', 'İstanbul', '中文字', '😀😁', '8675309'];

let documents: DynamoDBDocumentClient;
let tables: Record<'core' | 'traces', string>;

beforeAll(async () => {
  const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
  documents = createDocumentClient(environment);
  tables = await createTables(environment, ['core', 'traces']);
});

interface Said {
  tags: Set<string>;
  words: string;
}

/** What was written over some hours, by writers whose clocks are off; and what a search has to find of it. */
class Hours {
  readonly traces = new Map<string, Said>();
  readonly stage: DigestStage = createDigestStage({ documents, traces: tables.traces });
  private readonly accepted = new Map<number, CountedHour>();
  private readonly random: SeededRandom;
  private spanCount = 0;

  constructor(seed: number) {
    this.random = createSeededRandom(seed);
  }

  async write(): Promise<void> {
    // Also that long ago somebody decided whether to leave a note who is only now heard.
    const isOff = this.random.isLikely(0.5) ? this.random.below(16) - 10 : 0;
    this.stage.advance(isOff * minute);
    const [write] = this.random.shuffle(['store', 'store', 'store', 'tag', 'tag', 'delete'] as const);
    const known = [...this.traces.keys()];
    if (write === 'store' || known.length === 0) await this.store();
    else if (write === 'tag') await this.changeTag(this.any(known));
    else await this.delete(this.any(known));
    this.stage.advance(-isOff * minute);
  }

  /** Jobs whose clocks are off, and that may die at any write. */
  async digest(): Promise<void> {
    const isDying = this.random.isLikely(0.3);
    const lastWrite = isDying ? this.random.below(25) : Number.POSITIVE_INFINITY;
    const overrides = { ...this.counted(), ...dyingAfter(lastWrite, this.clock()) };
    const report = await this.stage.digest(overrides).catch(unlessDead);
    await this.stage.digestYoungTexts(report?.young ?? [], overrides).catch(unlessDead);
    await this.stage.digestTexts(overrides).catch(unlessDead);
  }

  /** Each filter, in pages of a few traces, in one slice or hour: between stretches that are read, few rows are never left out. */
  async expectFound(after: string): Promise<void> {
    const { stage, traces } = this;
    const names = await this.list(everything, { from: testTime - 5 * hour, to: stage.clock() + hour });
    expect(names.sort()).toEqual([...traces.keys()].sort());
    const length = this.any([10 * minute, hour]);
    const from = Math.floor((stage.clock() - this.random.below(300) * minute) / length) * length;
    const all = await this.list(everything, { from, to: from + length });
    const expected = expectedOf(this.any(tags), this.any(words));
    for (const [text, fits] of Object.entries(expected)) {
      const fitting = all.filter((name) => fits(traces.get(name) as Said));
      const found = await this.list(filterOf(text), { from, to: from + length });
      expect([after, text, found]).toEqual([after, text, fitting]);
    }
  }

  any<T>(of: readonly T[]): T {
    return of[this.random.below(of.length)] as T;
  }

  advance(): void {
    this.stage.advance(this.random.below(17) * minute);
  }

  /** A trace, or an earlier span of one, on the boundary of a slice more often than chance would have it. */
  private async store(): Promise<void> {
    const known = [...this.traces.keys()];
    const name = known.length > 0 && this.random.isLikely(0.3) ? this.any(known) : `trace ${this.spanCount}`;
    const before = this.traces.get(name);
    const any = this.stage.clock() - this.random.below(240 * minute);
    const boundary = Math.floor(any / (10 * minute)) * 10 * minute + this.random.below(3) - 1;
    const start = this.random.isLikely(0.3) ? boundary : any;
    const word = this.any(words);
    const given = before?.tags ?? new Set([this.any(tags)]);
    const spanId = hexOf(`span ${this.spanCount++}`, 16);
    const span = { at: start - testTime, tags: before === undefined ? [...given] : [], spanId };
    await this.stage.store(name, { ...span, attributes: { said: word } });
    const accepted = hourOf(this.stage.clock());
    const { projectId } = this.stage;
    if (!this.accepted.has(accepted)) this.accepted.set(accepted, { projectId, hour: accepted } as CountedHour);
    this.traces.set(name, {
      tags: given,
      words: `${before?.words ?? ''}|${word.toLowerCase()}`,
    });
  }

  private async changeTag(name: string): Promise<void> {
    const given = this.traces.get(name)?.tags;
    const tag = this.any(tags);
    const isGiven = given?.has(tag) === true;
    await this.stage.tag(name, isGiven ? { remove: [tag] } : { add: [tag] });
    if (isGiven) given?.delete(tag);
    else given?.add(tag);
  }

  private async delete(name: string): Promise<void> {
    await deleteTrace(name, this.stage, { ...tables, documents });
    this.traces.delete(name);
  }

  private clock() {
    const isOff = (this.random.below(11) - 5) * minute;
    return () => this.stage.clock() + isOff;
  }

  private counted() {
    const { accepted } = this;
    return {
      counts: {
        async *hours(from: number, to: number) {
          for (const each of accepted.values()) if (from <= each.hour && each.hour <= to) yield each;
        },
      },
      marks: {
        async mark(projectId: string, at: number, digestedAt: number) {
          accepted.set(at, { projectId, hour: at, digestedAt } as CountedHour);
        },
      },
    };
  }

  private async list(filter: Filter, range: { from: number; to: number }): Promise<string[]> {
    const { projectId, traces } = this.stage;
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await traces.list({ projectId, ...range, filter, limit: 7, cursor });
      names.push(...page.items.map(({ traceId }) => this.nameOf(traceId)));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return names;
  }

  private nameOf(traceId: string): string {
    const { projectId } = this.stage;
    return [...this.traces.keys()].find((name) => hexOf(`${projectId} ${name}`, 32) === traceId) ?? traceId;
  }
}

function expectedOf(tag: string, word: string): Record<string, (said: Said) => boolean> {
  const has = (said: Said) => said.words.includes(word.toLowerCase());
  return {
    [`tag:${tag}`]: (said) => said.tags.has(tag),
    [`tag:*${tag.slice(1)}`]: (said) => said.tags.has(tag),
    [`-tag:${tag}`]: (said) => !said.tags.has(tag),
    [`"${word}"`]: has,
    [`"${word.slice(1).toUpperCase()}" -tag:usual`]: (said) => has(said) && !said.tags.has('usual'),
    [`"${word}" OR tag:rare`]: (said) => has(said) || said.tags.has('rare'),
    [`-"${word}"`]: (said) => !has(said),
    nobody: () => false,
  };
}

function filterOf(text: string): Filter {
  const parsed = parseFilter(text);
  if (!parsed.isValid) throw new Error(parsed.problem.message);
  return parsed.filter;
}

const died = new Error('It died.');

function unlessDead(error: unknown): void {
  if (error !== died) throw error;
}

/** What a job does until so many writes are done, and nothing from there on. */
function dyingAfter(lastWrite: number, clock: () => number) {
  let writes = 0;
  const client = failingClient(documents, ({ constructor: { name } }) => {
    if (/Put|Update|Delete|BatchWrite/.test(name)) writes += 1;
    return writes > lastWrite ? { before: died } : undefined;
  });
  const table = { documents: client, tableName: tables.traces };
  return { digests: createTraceDigests(table), texts: createTraceTextDigests(table), clock };
}

test.each([1, 2])('a search finds exactly what is there, whoever is late, early, or dies (%i)', async (seed) => {
  const hours = new Hours(seed);
  for (let step = 0; step < steps; step++) {
    hours.advance();
    for (let each = 0; each < 4; each++) await hours.write();
    if (step % 2 === 0) await hours.digest();
    if (step % 10 === 9) await Promise.all([hours.digest(), hours.write(), hours.digest()]);
    await hours.expectFound(`step ${step}`);
  }
  hours.stage.advance(4 * hour);
  await hours.digest();
  await hours.expectFound('the end');
});
