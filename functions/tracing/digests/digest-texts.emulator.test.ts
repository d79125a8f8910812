import { beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { createDocumentClient, type DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import { hexOf } from '../../../test/support/build-span.ts';
import { countTraceReads, type TraceReads } from '../../../test/support/count-trace-reads.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import {
  collect,
  createDigestStage,
  type DigestStage,
  deleteTrace,
  digested,
} from '../../../test/support/digest-stage.ts';
import { standingFence } from '../../../test/support/standing-fence.ts';
import { digestHourTexts } from './digest-hour-texts.ts';

const minute = 60_000;
const hour = 60 * minute;
const forever = { deadline: Number.POSITIVE_INFINITY };

let tables: Record<'core' | 'traces', string>;
let documents: DynamoDBDocumentClient;
let reads: TraceReads;
let stage: DigestStage;

beforeAll(async () => {
  const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
  documents = createDocumentClient(environment);
  reads = countTraceReads(documents);
  tables = await createTables(environment, ['core', 'traces']);
});

/** Some traces, whose hour and its text were digested half an hour ago. */
beforeEach(async () => {
  stage = createDigestStage({ documents: reads.documents, traces: tables.traces });
  for (let index = 0; index < 6; index++)
    await say(`trace ${index}`, index === 2 ? 'It needs a refund.' : 'It is on its way.', { at: index * minute });
  stage.advance(3 * hour);
  await stage.digest();
  await stage.digestTexts();
  stage.advance(30 * minute);
});

/** Where the summary does not show it. */
const say = (name: string, text: string, input = {}) => stage.store(name, { attributes: { note: text }, ...input });

/** What is found, and how many traces had to be read for it. */
async function find(text: string) {
  const { result, read } = await reads.during(() => stage.find(text));
  return { names: result.names, read: read.length };
}

/** Ids of the texts that there are items of. */
async function textIds(): Promise<string[]> {
  const sortKeys = await stage.textPorts.texts.sortKeys({ projectId: stage.projectId, hour: digested });
  return [...new Set(sortKeys.map((sortKey) => sortKey.split('#')[1] ?? ''))];
}

const dueTexts = () => collect(stage.textPorts.textsDue.all());
const dueHours = async () => (await dueTexts()).map((due) => due.hour);

const bury = (name: string) => deleteTrace(name, stage, { ...tables, documents });

describe('text that is digested', () => {
  test('is found by reading the one trace that holds it, and what nobody said by reading none', async () => {
    expect(await find('refund')).toEqual({ names: ['trace 2'], read: 1 });
    expect(await find('need*FUND')).toEqual({ names: ['trace 2'], read: 1 });
    expect(await find('re*fu')).toEqual({ names: ['trace 2'], read: 6 });
    expect(await find('giraffe')).toEqual({ names: [], read: 0 });
    expect(await find('"its way"')).toMatchObject({ names: { length: 5 }, read: 5 });
    expect(await stage.find('giraffe')).toEqual({ names: [], searchedCount: 6 });
    expect(await dueHours()).toEqual([]);
  });

  test('is found by three letters, for which few others are read', async () => {
    expect((await find('ref')).names).toEqual(['trace 2']);
    expect((await find('ref*und')).names).toEqual(['trace 2']);
    let readCount = 0;
    // Ids, which are random, may share a row with one or the other.
    for (const text of ['gpt', 'sql', 'usd', 'zoo', 'fox', 'yak', 'jug', 'wig', 'hub', 'kiw']) {
      const { names, read } = await find(text);
      expect(names).toEqual([]);
      readCount += read;
    }
    expect(readCount).toBeLessThan(30);
  });

  test('and more of it, which comes late, is found at once, and searches read that trace until it is digested', async () => {
    const [id] = await textIds();
    await say('trace 4', 'A giraffe.', { at: 4 * minute, spanId: hexOf('later', 16) });
    await say('late', 'Another giraffe.', { at: 10 * minute });
    expect(await find('giraffe')).toEqual({ names: ['late', 'trace 4'], read: 2 });

    stage.advance(21 * minute);
    await stage.digest();
    expect((await stage.items()).noteCount).toBe(0);
    await stage.digestTexts();
    expect(await textIds()).toEqual([id]);
    expect(await find('giraffe')).toEqual({ names: ['late', 'trace 4'], read: 2 });
    expect(await find('hippopotamus')).toEqual({ names: [], read: 2 });

    stage.advance(25 * hour);
    await stage.digestTexts();
    expect(await textIds()).toHaveLength(1);
    expect(await textIds()).not.toEqual([id]);
    expect(await find('giraffe')).toEqual({ names: ['late', 'trace 4'], read: 2 });
    expect(await find('hippopotamus')).toEqual({ names: [], read: 0 });
  });

  test('of a trace that is deleted goes with the next digest', async () => {
    const [id] = await textIds();
    await bury('trace 2');
    expect((await find('refund')).names).toEqual([]);
    stage.advance(21 * minute);
    await stage.digest();
    // Until then its shard of the hour is read.
    expect((await find('refund')).names).toEqual([]);
    expect(await dueHours()).toEqual([digested]);

    await stage.digestTexts();
    expect(await textIds()).toHaveLength(1);
    expect(await textIds()).not.toEqual([id]);
    expect(await find('refund')).toEqual({ names: [], read: 0 });
  });

  test('is not believed under another fence', async () => {
    await stage.tag('trace 1', { add: ['x'] });
    stage.advance(21 * minute);
    const another = { ...standingFence, id: 'another' };
    await stage.digest({ fences: { keep: async () => ({ hours: another, slices: another }) } });
    expect(await dueHours()).toEqual([digested]);
  });
});

describe('the job', () => {
  /** As if nothing were known of the text. */
  const makeDue = () => stage.textPorts.textsDue.put({ projectId: stage.projectId, hour: digested }, stage.clock());

  test('that dies before anybody believes the text does it again, and leaves nothing of the first time', async () => {
    await say('late', 'A giraffe.', { at: 10 * minute });
    await makeDue();
    const dying = { ...stage.textPorts.texts, attach: () => Promise.reject(new Error('out of time')) };
    expect(await stage.digestTexts({ texts: dying })).toMatchObject({ failedCount: 1 });
    expect(await textIds()).toHaveLength(2);
    expect(await find('giraffe')).toEqual({ names: ['late'], read: 1 });

    expect(await stage.digestTexts()).toMatchObject({ digestedCount: 1 });
    expect(await textIds()).toHaveLength(1);
    expect((await find('giraffe')).names).toEqual(['late']);
    expect((await find('refund')).names).toEqual(['trace 2']);
  });

  test('gives up an hour that killed it twice, which is read as before', async () => {
    await makeDue();
    for (let run = 0; run < 2; run++) {
      const [due] = await collect(stage.textPorts.textsDue.all());
      if (due !== undefined) await stage.textPorts.textsDue.beginAttempt(due, stage.clock());
      // Somebody may still be at it.
      expect(await stage.digestTexts()).toMatchObject({ digestedCount: 0, givenUpCount: 0 });
      stage.advance(10 * minute);
    }
    expect(await stage.digestTexts()).toMatchObject({ givenUpCount: 1, digestedCount: 0 });
    expect(await dueTexts()).toMatchObject([{ deaths: 2, reason: expect.any(String), givenUpAt: stage.clock() }]);
    expect(await stage.digestTexts()).toMatchObject({ givenUpCount: 0, digestedCount: 0 });
    expect(await textIds()).toEqual([]);
    expect(await find('refund')).toEqual({ names: ['trace 2'], read: 6 });
  });

  test('leaves an hour for which there is no time to the next run, and nothing of what it began', async () => {
    const before = await textIds();
    await makeDue();
    expect(await stage.digestTexts({}, stage.clock())).toMatchObject({ waitingCount: 1 });
    expect(await collect(stage.textPorts.textsDue.all())).toMatchObject([{ attempts: 1 }]);
    expect(await textIds()).toEqual(before);
    stage.advance(10 * minute);
    expect(await stage.digestTexts()).toMatchObject({ digestedCount: 1 });
  });

  test('whose hour is digested anew meanwhile is believed by nobody, and what was written since is found', async () => {
    await makeDue();
    const { texts } = stage.textPorts;
    const overtaken: typeof texts = {
      ...texts,
      async versions(of) {
        const versions = await texts.versions(of);
        await say('late', 'A giraffe.', { at: 10 * minute });
        stage.advance(21 * minute);
        await stage.digest();
        return versions;
      },
      // It has read the spans before.
      putSegment: async () => {},
    };
    const outcome = await digestHourTexts(
      { projectId: stage.projectId, hour: digested },
      { ...stage.textPorts, texts: overtaken },
      forever,
    );
    expect(outcome).toBe('undigested');
    expect(await textIds()).toHaveLength(1);
    expect((await find('giraffe')).names).toEqual(['late']);
    expect((await find('refund')).names).toEqual(['trace 2']);
  });

  test('that digests an hour while its text comes does so again, so that no text is lost', async () => {
    await say('late', 'A giraffe.', { at: 10 * minute });
    stage.advance(21 * minute);
    await makeDue();
    const { digests } = stage.ports;
    let hasCome = false;
    const meanwhile: typeof digests = {
      ...digests,
      async *traces(...of) {
        if (!hasCome) await stage.digestTexts();
        hasCome = true;
        yield* digests.traces(...of);
      },
    };
    expect(await stage.digest({ digests: meanwhile })).toMatchObject({ unsettledCount: 1 });
    expect(await find('giraffe')).toEqual({ names: ['late'], read: 1 });
    await stage.digest();
    expect(await find('giraffe')).toEqual({ names: ['late'], read: 1 });
    expect(await find('refund')).toEqual({ names: ['trace 2'], read: 2 });
  });

  test('leaves traces that have too much text, or cannot be read, to every search', async () => {
    const of = { projectId: stage.projectId, hour: digested };
    const grams = { maxCharacters: 1_000, maxGrams: 1_000 };
    await say('long', `${'word '.repeat(400)} giraffe`, { at: 10 * minute });
    await say('lost', 'A hippopotamus.', { at: 11 * minute });
    stage.advance(21 * minute);
    await stage.digest();
    const send: DynamoDBDocumentClient['send'] = (command: { input: object }) =>
      JSON.stringify(command.input).includes(`TRACE#${hexOf(`${stage.projectId} lost`, 32)}`)
        ? Promise.reject(new Error('unreadable'))
        : documents.send(command as never);
    const ports = { ...stage.textPorts, documents: { send } as unknown as DynamoDBDocumentClient };

    expect(await digestHourTexts(of, ports, { ...forever, grams })).toBe('digested');
    expect(await find('giraffe')).toEqual({ names: ['long'], read: 2 });
    expect(await find('hippopotamus')).toEqual({ names: ['lost'], read: 2 });
    expect(await find('refund')).toEqual({ names: ['trace 2'], read: 3 });
    expect(await digestHourTexts(of, ports, { ...forever, maxOpen: 0, grams })).toBe('too large');
    expect(await textIds()).toEqual([]);
    expect(await find('refund')).toMatchObject({ names: ['trace 2'] });
  });

  test('has nothing to do for an hour without a digest', async () => {
    const of = { projectId: stage.projectId, hour: digested - 5 * hour };
    expect(await digestHourTexts(of, stage.textPorts, forever)).toBe('undigested');
  });
});
