import { beforeAll, describe, expect, inject, test } from 'vitest';
import { createDocumentClient, type DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import { createIngestionCounts } from '../../../shared/storage/ingestion-counts.ts';
import { createDigestMarks } from '../../../shared/storage/ingestion-counts-digests.ts';
import { createHourNotes } from '../../../shared/storage/ingestion-counts-notes.ts';
import { shardOf } from '../../../shared/storage/trace-keys.ts';
import { hexOf } from '../../../test/support/build-span.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import {
  collect,
  createDigestedStage,
  createDigestStage,
  type DigestStage,
  deleteTrace,
  digested,
} from '../../../test/support/digest-stage.ts';
import { standingFence } from '../../../test/support/standing-fence.ts';
import { digestHour } from './digest-hour.ts';
import type { DigesterPorts } from './digest-hours.ts';

const minute = 60_000;
const hour = 60 * minute;

let documents: DynamoDBDocumentClient;
let tables: Record<'core' | 'traces' | 'rollups', string>;

beforeAll(async () => {
  const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
  documents = createDocumentClient(environment);
  tables = await createTables(environment, ['core', 'traces', 'rollups']);
});

const createStage = () => createDigestStage({ documents, traces: tables.traces });
const digestedStage = () => createDigestedStage({ documents, traces: tables.traces });

describe('an hour that is over', () => {
  test('is digested two hours later, once, and what a filter cannot find is not read', async () => {
    const stage = createStage();
    await stage.store('old', { tags: ['usual'] });
    stage.advance(2 * hour);
    await stage.digest();
    expect(await stage.items()).toMatchObject({ isDigested: false, noteCount: 0 });

    stage.advance(hour);
    // Its own hour, and the one before, in which a trace of it may have started.
    expect(await stage.digest()).toEqual({
      ...{ digestedCount: 2, sliceCount: 0, unsettledCount: 0, waitingCount: 0, failedCount: 0, young: [] },
    });
    expect(stage.marks).toEqual([digested]);
    expect((await stage.digest()).digestedCount).toBe(0);

    expect(await stage.find('tag:usual')).toEqual({ names: ['old'], searchedCount: 1 });
    expect(await stage.find('tag:rare')).toEqual({ names: [], searchedCount: 1 });
  });

  test('is digested though something was written to it a moment ago, whose note stays until it has settled', async () => {
    const stage = createStage();
    await stage.store('old', { tags: ['usual'] });
    stage.advance(2 * hour + 55 * minute);
    await stage.store('late', { tags: ['new'] });
    stage.advance(5 * minute);
    expect(await stage.digest()).toMatchObject({ digestedCount: 1, failedCount: 0 });
    expect(stage.marks).toEqual([digested]);
    const { version, ...items } = await stage.items();
    expect(items).toMatchObject({ isDigested: true, noteCount: 1 });

    stage.advance(14 * minute);
    await stage.digest();
    expect(await stage.items()).toMatchObject({ version, noteCount: 1 });
    stage.advance(minute);
    await stage.digest();
    expect(await stage.items()).toMatchObject({ isDigested: true, noteCount: 0 });
    expect((await stage.find('tag:new')).names).toEqual(['late']);
  });

  test('needs no note as long as no slice of it may be digested', async () => {
    const stage = createStage();
    stage.advance(14 * minute);
    await stage.store('in time');
    expect(await stage.items()).toMatchObject({ noteCount: 0 });
    stage.advance(minute);
    await stage.store('late');
    expect(await stage.items()).toMatchObject({ noteCount: 1 });
  });
});

/** That the digest alone would hide what was written, so that the test can fail. */
async function expectBlind(stage: DigestStage, text: string): Promise<void> {
  expect((await stage.withoutNotes(() => stage.find(text))).names).toEqual([]);
}

describe('what is written to a digested hour is found at once, and digested when it has settled', () => {
  test.each<[string, (stage: DigestStage) => Promise<unknown>, string, string[]]>([
    ['a span that comes late', (stage) => stage.store('late', { at: minute, tags: ['new'] }), 'tag:new', ['late']],
    ['a tag that somebody gives', (stage) => stage.tag('trace 3', { add: ['new'] }), 'tag=new', ['trace 3']],
    ['a score', (stage) => stage.score('trace 4'), 'score.helpful>0.5', ['trace 4']],
    [
      'a trace whose start moves into it',
      async (stage) => {
        await stage.store('moved', { at: 2 * hour, tags: ['new'] });
        await stage.store('moved', { at: 7 * minute, tags: ['new'], spanId: hexOf('earlier', 16) });
      },
      'tag:new',
      ['moved'],
    ],
  ])('%s', async (_, write, text, names) => {
    const stage = await digestedStage();
    expect((await stage.find(text)).names).toEqual([]);

    await write(stage);

    expect((await stage.find(text)).names).toEqual(names);
    await expectBlind(stage, text);
    const before = await stage.items();
    expect(before.noteCount).toBe(1);

    // What was noted a moment ago may not be in the index yet.
    await stage.digest();
    expect(await stage.items()).toEqual(before);

    stage.advance(21 * minute);
    await stage.digest();
    const after = await stage.items();
    expect(after).toMatchObject({ noteCount: 0, isDigested: true });
    expect(after.version).not.toBe(before.version);
    expect((await stage.find(text)).names).toEqual(names);
  });

  test('a deletion, after whose digest nothing of the trace is left in it', async () => {
    const stage = await digestedStage();
    await deleteTrace('trace 2', stage, { documents, ...tables });

    expect(await stage.items()).toMatchObject({ noteCount: 1 });
    expect(await stage.find('tag:rare')).toMatchObject({ names: [] });
    stage.advance(21 * minute);
    await stage.digest();
    expect(await stage.items()).toMatchObject({ noteCount: 0, isDigested: true });
    // One less than before: it is looked at no more.
    expect(await stage.find('tag:rare')).toEqual({ names: [], searchedCount: 5 });
  });

  test('a start that moves out of it, into another hour: both are digested anew', async () => {
    const stage = createStage();
    await stage.store('moving', { at: hour, tags: ['far'] });
    stage.advance(5 * hour);
    await stage.store('moving', { at: minute, tags: ['far'], spanId: hexOf('earlier', 16) });

    expect((await stage.items()).noteCount).toBe(1);
    stage.advance(21 * minute);
    expect(await stage.digest()).toMatchObject({ digestedCount: 3, unsettledCount: 0 });
    expect(await stage.find('tag:far')).toEqual({ names: ['moving'], searchedCount: 1 });
  });
});

describe('the job', () => {
  test('that dies after it wrote a digest leaves an hour that nobody believes, and does it again', async () => {
    const stage = await digestedStage();
    await stage.store('late', { tags: ['new'] });
    stage.advance(21 * minute);
    const dying = { ...stage.ports.digests, forgetNotes: () => Promise.reject(new Error('out of time')) };

    expect(await stage.digest({ digests: dying })).toMatchObject({ failedCount: 1 });
    expect(await stage.items()).toMatchObject({ noteCount: 1 });
    expect((await stage.find('tag:new')).names).toEqual(['late']);

    expect(await stage.digest()).toMatchObject({ digestedCount: 1, failedCount: 0 });
    expect(await stage.items()).toMatchObject({ noteCount: 0 });
    expect((await stage.find('tag:new')).names).toEqual(['late']);
  });

  test('that was overtaken by another run writes nothing', async () => {
    const stage = await digestedStage();
    await stage.store('late', { tags: ['new'] });
    stage.advance(21 * minute);
    let hasOvertaken = false;
    const overtaken = {
      ...stage.ports.digests,
      async *traces(...of: Parameters<DigesterPorts['digests']['traces']>) {
        // It has read the hour when somebody else reads more, digests it, and forgets the notes.
        const read = await collect(stage.ports.digests.traces(...of));
        if (!hasOvertaken && of[1] === 3) {
          hasOvertaken = true;
          await stage.store('later', { tags: ['newest'] });
          stage.advance(21 * minute);
          await stage.digest();
        }
        yield* read;
      },
    };

    expect(await stage.digest({ digests: overtaken })).toMatchObject({ digestedCount: 0, unsettledCount: 1 });
    expect(await stage.items()).toMatchObject({ noteCount: 0, isDigested: true });
    expect((await stage.find('tag:newest')).names).toEqual(['later']);
  });

  test('leaves the note of what was written while it read', async () => {
    const stage = await digestedStage();
    await stage.store('late', { tags: ['new'] });
    stage.advance(21 * minute);
    const interrupted = {
      ...stage.ports.digests,
      async replace(...args: Parameters<DigesterPorts['digests']['replace']>) {
        await stage.store('between', { tags: ['newest'] });
        return await stage.ports.digests.replace(...args);
      },
    };

    expect(await stage.digest({ digests: interrupted })).toMatchObject({ digestedCount: 1 });
    expect(await stage.items()).toMatchObject({ noteCount: 1 });
    expect((await stage.find('tag:newest')).names).toEqual(['between']);
  });

  test('leaves a shard with too many traces without a digest, and without notes that nobody needs', async () => {
    const stage = await digestedStage();
    // Of the first shard, which `items` looks at: an empty one is never too large.
    const names = Array.from({ length: 100 }, (_, index) => `late ${index}`);
    const name = names.find((each) => shardOf(hexOf(`${stage.projectId} ${each}`, 32)) === 0) ?? '';
    await stage.store(name, { tags: ['new'] });
    stage.advance(21 * minute);
    const of = { projectId: stage.projectId, hour: digested, fence: standingFence.id };

    expect(await digestHour(of, stage.ports, { maxTraces: 0 })).toBe('too large');
    expect(await stage.items()).toMatchObject({ noteCount: 0, isDigested: false });
    expect((await stage.find('tag:new')).names).toEqual([name]);
  });

  test('leaves an hour without a digest that killed it twice, and goes on with the others', async () => {
    const stage = await digestedStage();
    await stage.store('late', { tags: ['new'] });
    stage.advance(21 * minute);
    const of = { projectId: stage.projectId, hour: digested, fence: standingFence.id };
    // A process without memory comes to no end, nor to any clearing up.
    const digests = {
      ...stage.ports.digests,
      endAttempt: async () => {},
      replace: () => Promise.reject(new Error('killed')),
    };
    for (let run = 0; run < 2; run++)
      await expect(digestHour(of, { ...stage.ports, digests })).rejects.toThrow('killed');

    expect(await digestHour(of, stage.ports)).toBe('too large');
    expect(await stage.items()).toMatchObject({ noteCount: 0, isDigested: false });
    expect((await stage.find('tag:new')).names).toEqual(['late']);
  });

  test('digests an hour that is written to all the time, so that nothing that was deleted stays in it', async () => {
    const stage = await digestedStage();
    const versions = new Set<unknown>();
    for (let quarter = 0; quarter < 24; quarter++) {
      stage.advance(15 * minute);
      await stage.tag('trace 1', quarter % 2 === 0 ? { add: ['x'] } : { remove: ['x'] });
      await stage.digest();
      const { version, noteCount } = await stage.items();
      versions.add(version);
      expect(noteCount).toBeLessThan(10);
    }
    // About every two hours, and not with every run.
    expect(versions.size).toBeGreaterThanOrEqual(3);
    expect(versions.size).toBeLessThan(6);
    expect((await stage.find('tag:x')).names).toEqual([]);
  });

  test('marks the hours of acceptance whose traces it has digested, and asks for no others', async () => {
    const rollups = { documents, tableName: tables.rollups };
    const counting = { counts: createIngestionCounts(rollups), marks: createDigestMarks(rollups) };
    const stage = createStage();
    await createHourNotes(rollups).note(stage.projectId, digested);
    stage.advance(3 * hour);

    expect(await stage.digest(counting)).toMatchObject({ digestedCount: 2 });
    expect(await collect(counting.counts.hours(digested, digested))).toMatchObject([
      { projectId: stage.projectId, hour: digested, digestedAt: stage.clock() },
    ]);
    expect(await stage.digest(counting)).toMatchObject({ digestedCount: 0 });
  });

  test('goes on in the next run with what it had no time for, and forgets days that are left alone', async () => {
    const stage = createStage();
    stage.advance(30 * 24 * hour);
    for (let index = 0; index < 3; index++)
      await stage.store(`imported ${index}`, { at: index * hour, tags: ['history'] });
    stage.advance(21 * minute);
    let looked = 0;
    const slow = { clock: () => stage.clock() + looked++ * minute };

    const first = await stage.digest(slow, stage.clock() + 5 * minute);
    expect(first.digestedCount).toBeLessThan(3);
    expect(first.waitingCount).toBeGreaterThan(0);
    await stage.digest();
    expect(await stage.items()).toMatchObject({ noteCount: 0 });
    expect((await stage.find('tag:history', 3)).names).toHaveLength(3);
    expect(await collect(stage.ports.lateDays.days())).toHaveLength(1);

    stage.advance(hour);
    await stage.digest();
    expect(await collect(stage.ports.lateDays.days())).toEqual([]);
  });
});
