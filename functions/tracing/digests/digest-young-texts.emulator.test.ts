import { beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { createDocumentClient, type DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import type { TraceDigests } from '../../../shared/storage/trace-digests.ts';
import type { TraceTextDigests } from '../../../shared/storage/trace-text-digests.ts';
import { countTraceReads, type TraceReads } from '../../../test/support/count-trace-reads.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import { createDigestStage, type DigestStage, deleteTrace, digested } from '../../../test/support/digest-stage.ts';
import type { HourOfSlices } from './digest-slices.ts';

const minute = 60_000;
const hour = 60 * minute;

let tables: Record<'core' | 'traces', string>;
let documents: DynamoDBDocumentClient;
let reads: TraceReads;
let stage: DigestStage;
let young: readonly HourOfSlices[] = [];

beforeAll(async () => {
  const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
  documents = createDocumentClient(environment);
  reads = countTraceReads(documents);
  tables = await createTables(environment, ['core', 'traces']);
});

const say = (name: string, text: string, input = {}) => stage.store(name, { attributes: { note: text }, ...input });

/** Traces in two slices of a young hour, whose digests are made, and their text is not. */
async function createSpoken(): Promise<void> {
  stage = createDigestStage({ documents: reads.documents, traces: tables.traces });
  for (let index = 0; index < 8; index++)
    await say(`trace ${index}`, index === 2 ? 'It needs a refund.' : 'It is on its way.', { at: index * 2 * minute });
  stage.advance(56 * minute);
  young = (await stage.digest()).young.filter((each) => each.hour === digested);
}

beforeEach(createSpoken);

async function find(text: string) {
  const { result, read } = await reads.during(() => stage.find(text));
  return { names: result.names, read: read.length };
}

async function itemCount(): Promise<number> {
  return (await stage.textPorts.texts.sortKeys({ projectId: stage.projectId, hour: digested })).length;
}

const bury = (name: string) => deleteTrace(name, stage, { ...tables, documents });

async function run(): Promise<void> {
  young = (await stage.digest()).young;
  await stage.digestYoungTexts(young);
}

describe('text of slices', () => {
  test('is looked for in the traces that may hold it, and in those without a digest', async () => {
    expect(await find('giraffe')).toEqual({ names: [], read: 8 });
    expect(await stage.digestYoungTexts(young)).toMatchObject({ digestedCount: 2, failedCount: 0 });
    expect(await find('refund')).toEqual({ names: ['trace 2'], read: 1 });
    expect(await find('giraffe')).toEqual({ names: [], read: 0 });
    expect(await find('"its way"')).toMatchObject({ names: { length: 7 }, read: 7 });
    expect(await stage.find('giraffe')).toEqual({ names: [], searchedCount: 8 });
    expect(await stage.digestYoungTexts(young)).toMatchObject({ digestedCount: 0 });
  });

  test('knows what is written late, at once, and carries it when the slice is digested anew', async () => {
    await stage.digestYoungTexts(young);
    const items = await itemCount();
    for (let each = 0; each < 10; each++) await say(`late ${each}`, 'A giraffe.', { at: each * 1000 + 500 });
    expect((await find('giraffe')).names).toHaveLength(10);

    stage.advance(21 * minute);
    const { read } = await reads.during(run);
    expect((await stage.items()).noteCount).toBe(0);
    // Of the slices that had text already no span was read.
    expect(read).toEqual([]);
    expect(await itemCount()).toBeGreaterThanOrEqual(items);
    expect(await find('giraffe')).toMatchObject({ names: { length: 10 }, read: 10 });
    expect(await find('hippopotamus')).toEqual({ names: [], read: 10 });
  });

  test('holds nothing of a trace that has gone, half an hour later', async () => {
    await stage.digestYoungTexts(young);
    const before = await stage.textPorts.texts.sortKeys({ projectId: stage.projectId, hour: digested });
    await bury('trace 2');
    expect(await find('refund')).toEqual({ names: [], read: 0 });

    stage.advance(21 * minute);
    await run();
    const after = await stage.textPorts.texts.sortKeys({ projectId: stage.projectId, hour: digested });
    const ids = (keys: string[]) => new Set(keys.map((key) => key.split('#')[1]));
    // That of the other slices is as it was.
    expect([...ids(before)].filter((id) => !ids(after).has(id))).toHaveLength(1);
    expect(await find('refund')).toEqual({ names: [], read: 0 });
    expect((await stage.items()).noteCount).toBe(0);
  });

  test('goes when the hour takes over, and its place is taken by that of the hour', async () => {
    await stage.digestYoungTexts(young);
    expect(await itemCount()).toBeGreaterThan(0);
    stage.advance(3 * hour);
    await stage.digest();
    expect(await itemCount()).toBe(0);
    expect((await find('refund')).names).toEqual(['trace 2']);
    await stage.digestTexts();
    expect(await find('refund')).toEqual({ names: ['trace 2'], read: 1 });
  });

  test('is not made of a few traces, nor once there is no time', async () => {
    await createSpoken();
    // Its head is not read for it.
    const unread = { ...stage.textPorts.digests, sliceState: () => Promise.reject(new Error('read')) };
    for (const bounds of [{ beginUntil: 0 }, { deadline: 0 }]) {
      const report = await stage.digestYoungTexts(young, { digests: unread }, bounds);
      expect(report).toMatchObject({ digestedCount: 0, givenUpCount: 0, waitingCount: 1, failedCount: 0 });
    }
    expect((await find('refund')).names).toEqual(['trace 2']);

    const few = createDigestStage({ documents, traces: tables.traces });
    await few.store('alone', { at: 0 });
    few.advance(56 * minute);
    const report = await few.digest({ minTextTraces: 2 });
    expect(await few.digestYoungTexts(report.young)).toMatchObject({ digestedCount: 0 });
  });

  test('is left alone if it is too large, or fails', async () => {
    const grams = { maxCharacters: 1, maxGrams: 1 };
    expect(await stage.digestYoungTexts(young, {}, { grams, maxOpen: 0 })).toMatchObject({ givenUpCount: 2 });
    expect(await itemCount()).toBeLessThanOrEqual(2);
    expect((await find('refund')).names).toEqual(['trace 2']);

    await createSpoken();
    const texts: TraceTextDigests = {
      ...stage.textPorts.texts,
      putSegment: async (segment) => {
        await stage.textPorts.texts.putSegment(segment);
        throw new Error('The table is away.');
      },
    };
    expect(await stage.digestYoungTexts(young, { texts })).toMatchObject({ failedCount: 1 });
    expect(await itemCount()).toBe(0);
    expect((await find('refund')).names).toEqual(['trace 2']);
  });
});

describe('of two at the same time', () => {
  test('a run whose head was changed takes back its text', async () => {
    const { digests } = stage.textPorts;
    let changes = 0;
    const overtaken: Pick<TraceDigests, 'traces' | 'sliceState' | 'changeHead'> = {
      ...digests,
      async changeHead(...of) {
        changes += 1;
        // The hour takes over between the claim and the end.
        if (changes === 2) {
          stage.advance(3 * hour);
          await stage.digest();
        }
        return await digests.changeHead(...of);
      },
    };
    expect(await stage.digestYoungTexts(young, { digests: overtaken })).toMatchObject({
      ...{ digestedCount: 0, givenUpCount: 1 },
    });
    expect(await itemCount()).toBe(0);
    expect((await find('refund')).names).toEqual(['trace 2']);
  });

  test('one makes the text', async () => {
    const [one, other] = await Promise.all([stage.digestYoungTexts(young), stage.digestYoungTexts(young)]);
    expect(one.digestedCount + other.digestedCount).toBeGreaterThan(0);
    expect((await find('refund')).names).toEqual(['trace 2']);
    expect((await find('"its way"')).names).toHaveLength(7);
  });
});

/** A stage for each write that a run can die at: minutes on a busy machine. */
describe('wherever a run dies', { timeout: 240_000 }, () => {
  test.each([
    ['while it makes text', 0],
    ['while slices are digested anew', 21 * minute],
    ['while the hour takes over', 3 * hour],
  ])('searches find what is there: %s', async (_, passed) => {
    for (let step = 0, isDead = true; isDead; step++) {
      await createSpoken();
      if (passed > 0) {
        await stage.digestYoungTexts(young);
        for (let each = 0; each < 10; each++) await say(`late ${each}`, 'A refund.', { at: each * 1000 + 500 });
        await bury('trace 3');
      }
      stage.advance(passed);
      isDead = await dies(step);
      await expectAll(passed > 0, `died at ${step}`);
      await run();
      await expectAll(passed > 0, `once more after ${step}`);
      if (passed === 3 * hour) {
        await stage.digestTexts();
        await expectAll(true, `the hour after ${step}`);
      }
    }
  });

  async function expectAll(isLate: boolean, step: string): Promise<void> {
    expect([step, (await find('refund')).names.length]).toEqual([step, isLate ? 11 : 1]);
    expect([step, (await find('"its way"')).names.length]).toEqual([step, isLate ? 6 : 7]);
  }

  async function dies(at: number): Promise<boolean> {
    let writes = 0;
    const died = new Error('out of time');
    const dying =
      <A extends unknown[], T>(work: (...of: A) => Promise<T>) =>
      async (...of: A): Promise<T> => {
        if (writes++ >= at) throw died;
        return await work(...of);
      };
    const { digests, texts } = { ...stage.ports, ...stage.textPorts, digests: stage.ports.digests };
    const failing: TraceDigests = {
      ...digests,
      writeSlice: dying(digests.writeSlice),
      changeHead: dying(digests.changeHead),
      removeTexts: dying(digests.removeTexts),
      removeSlices: dying(digests.removeSlices),
      forgetNotes: dying(digests.forgetNotes),
      replace: dying(digests.replace),
    };
    const failingTexts = { ...texts, putSegment: dying(texts.putSegment), remove: dying(texts.remove) };
    const report = await stage.digest({ digests: failing });
    const own = await stage.digestYoungTexts(report.young, { digests: failing, texts: failingTexts });
    return report.failedCount + own.failedCount > 0;
  }
});
