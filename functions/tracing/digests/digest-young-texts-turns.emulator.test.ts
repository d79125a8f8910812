import { beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { createDocumentClient } from '../../../shared/aws/document-client.ts';
import { countTraceReads, type TraceReads } from '../../../test/support/count-trace-reads.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import { createDigestStage, type DigestStage, digested } from '../../../test/support/digest-stage.ts';
import { standingFence } from '../../../test/support/standing-fence.ts';
import type { HourOfSlices } from './digest-slices.ts';

const minute = 60_000;

let tables: Record<'traces', string>;
let reads: TraceReads;
let stage: DigestStage;
let young: readonly HourOfSlices[] = [];

beforeAll(async () => {
  const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
  reads = countTraceReads(createDocumentClient(environment));
  tables = await createTables(environment, ['traces']);
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

type YoungDigests = DigestStage['textPorts']['digests'];

/** Digests, of whose heads something happens to the hour before one is changed. */
function meanwhile(change: number, happens: () => Promise<unknown>): YoungDigests {
  const { digests } = stage.textPorts;
  let changes = 0;
  return {
    ...digests,
    async changeHead(...of) {
      changes += 1;
      if (changes === change) await happens();
      return await digests.changeHead(...of);
    },
  };
}

/** Digests the text of slices while a clock stands still, that goes on by so much once spans are read. */
async function runFor(milliseconds: number) {
  const now = stage.clock();
  const { digests } = stage.textPorts;
  let [at, readCount] = [now, 0];
  const slow: YoungDigests = {
    ...digests,
    async *traces(...of) {
      readCount += 1;
      at = now + milliseconds;
      yield* digests.traces(...of);
    },
  };
  const ports = { digests: slow, clock: () => at };
  const report = await stage.digestYoungTexts(young, ports, { deadline: now + milliseconds, beginUntil: now + 1 });
  return { ...report, readCount };
}

describe('text of a slice', () => {
  test('for which there was too little time is left to the next run', async () => {
    expect(await runFor(10_000)).toMatchObject({ digestedCount: 0, givenUpCount: 0, waitingCount: 2 });
    expect(await itemCount()).toBe(0);
    expect((await find('refund')).names).toEqual(['trace 2']);
    expect(await stage.digestYoungTexts(young)).toMatchObject({ digestedCount: 2 });
    expect(await find('refund')).toEqual({ names: ['trace 2'], read: 1 });
  });

  test('is given up if it takes longer than there is ever time for', async () => {
    expect(await runFor(2 * minute)).toMatchObject({ digestedCount: 0, givenUpCount: 1, waitingCount: 1 });
    expect(await itemCount()).toBe(0);
    expect(await stage.digestYoungTexts(young)).toMatchObject({ digestedCount: 1 });
    expect((await find('refund')).names).toEqual(['trace 2']);
    expect((await find('"its way"')).names).toHaveLength(7);
  });

  test('is not begun where what is left is less than another slice took', async () => {
    const now = stage.clock();
    const { digests } = stage.textPorts;
    let at = now;
    const slow: YoungDigests = {
      ...digests,
      async *traces(...of) {
        yield* digests.traces(...of);
        at += 15_000;
      },
    };
    const bounds = { beginUntil: now + 90_000, deadline: now + 100_000 };
    const report = await stage.digestYoungTexts(young, { digests: slow, clock: () => at }, bounds);
    // Of four shards each.
    expect(at).toBe(now + 60_000);
    expect(report).toMatchObject({ digestedCount: 1, waitingCount: 1, givenUpCount: 0 });
    expect(await stage.digestYoungTexts(young)).toMatchObject({ digestedCount: 1 });
  });

  test('is kept if another run makes that of another slice at the same time', async () => {
    const digests = meanwhile(2, () => stage.digestYoungTexts(young));
    expect(await stage.digestYoungTexts(young, { digests })).toMatchObject({ digestedCount: 1, givenUpCount: 0 });
    expect(await find('refund')).toEqual({ names: ['trace 2'], read: 1 });
    expect(await find('giraffe')).toEqual({ names: [], read: 0 });
    expect((await find('"its way"')).names).toHaveLength(7);
  });

  test('is taken back if another run has digested the slice anew', async () => {
    const digests = meanwhile(2, async () => {
      for (let each = 0; each < 20; each++) await say(`late ${each}`, 'A giraffe.', { at: each * minute + 500 });
      stage.advance(21 * minute);
      await stage.digest();
    });
    expect(await stage.digestYoungTexts(young, { digests })).toMatchObject({ digestedCount: 0, givenUpCount: 1 });
    expect((await stage.items()).noteCount).toBe(0);
    expect((await find('giraffe')).names).toHaveLength(20);
    expect((await find('refund')).names).toEqual(['trace 2']);
    expect(await itemCount()).toBe(0);
  });

  test('is made once a slice of few traces is digested anew with more', async () => {
    stage = createDigestStage({ documents: reads.documents, traces: tables.traces });
    await say('alone', 'It needs a refund.');
    stage.advance(56 * minute);
    const few = await stage.digest({ minTextTraces: 8 });
    expect(await stage.digestYoungTexts(few.young)).toMatchObject({ digestedCount: 0, waitingCount: 0 });
    for (let each = 0; each < 10; each++) await say(`late ${each}`, 'A giraffe.', { at: each * 1000 + 500 });
    stage.advance(21 * minute);
    const more = await stage.digest({ minTextTraces: 8 });
    expect(await stage.digestYoungTexts(more.young)).toMatchObject({ digestedCount: 1 });
    expect(await find('refund')).toEqual({ names: ['alone'], read: 1 });
    expect((await find('giraffe')).names).toHaveLength(10);
  });

  test('goes when slices are digested under another fence', async () => {
    await stage.digestYoungTexts(young);
    expect(await itemCount()).toBeGreaterThan(0);
    const { sliceCount } = await stage.items();
    const another = { ...standingFence, id: 'another' };
    await stage.digest({ fences: { keep: async () => ({ hours: standingFence, slices: another }) } });
    expect(await itemCount()).toBe(0);
    // Nor is there anything else that nobody names.
    expect((await stage.items()).sliceCount).toBe(sliceCount);
    expect((await find('refund')).names).toEqual(['trace 2']);
  });
});
