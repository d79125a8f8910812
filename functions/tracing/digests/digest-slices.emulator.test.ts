import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { createDocumentClient, type DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import { digestPartition, lateNoteSortKey } from '../../../shared/storage/trace-digest-keys.ts';
import type { TraceDigests } from '../../../shared/storage/trace-digests.ts';
import { dayOf } from '../../../shared/storage/trace-keys.ts';
import type { ProjectHour } from '../../../shared/storage/trace-slice-digests.ts';
import { hexOf, testTime } from '../../../test/support/build-span.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import { createDigestStage, type DigestStage, deleteTrace, digested } from '../../../test/support/digest-stage.ts';
import { standingFence } from '../../../test/support/standing-fence.ts';
import { digestHour } from './digest-hour.ts';
import { digestSlices } from './digest-slices.ts';

const minute = 60_000;
const hour = 60 * minute;

let documents: DynamoDBDocumentClient;
let tables: Record<'core' | 'traces', string>;

beforeAll(async () => {
  const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
  documents = createDocumentClient(environment);
  tables = await createTables(environment, ['core', 'traces']);
});

/** Traces in the first slice of an hour; three quarters of an hour later two slices are digested. */
async function createYoungStage(): Promise<DigestStage> {
  const stage = createDigestStage({ documents, traces: tables.traces });
  for (let index = 0; index < 6; index++) {
    await stage.store(`trace ${index}`, { at: index * minute, tags: index === 2 ? ['rare'] : ['usual'] });
  }
  stage.advance(45 * minute);
  await stage.digest();
  return stage;
}

const digestHourOf = (stage: DigestStage, digests: TraceDigests = stage.ports.digests, maxTraces?: number) =>
  digestSlices(
    { projectId: stage.projectId, hour: digested, fence: standingFence.id },
    { ...stage.ports, digests },
    ...(maxTraces === undefined ? [] : [{ maxTraces }]),
  );

describe('a slice of a young hour', () => {
  test('is digested 25 minutes after its end, once, and what a filter cannot find is not read', async () => {
    const stage = createDigestStage({ documents, traces: tables.traces });
    await stage.store('old', { tags: ['usual'] });
    stage.advance(35 * minute - 1);
    await stage.digest();
    expect(await stage.items()).toMatchObject({ sliceCount: 0 });

    stage.advance(1);
    expect(await stage.digest()).toMatchObject({ sliceCount: 1, digestedCount: 0 });
    expect(await stage.items()).toMatchObject({ sliceCount: 1, isDigested: false, isClosed: false });
    expect(await stage.digest()).toMatchObject({ sliceCount: 0 });
    expect(await stage.find('tag:usual')).toEqual({ names: ['old'], searchedCount: 1 });
    expect(await stage.find('tag:rare')).toEqual({ names: [], searchedCount: 1 });
  });

  test.each<[string, (stage: DigestStage) => Promise<unknown>, string, string[]]>([
    ['a span that comes late', (stage) => stage.store('late', { at: minute, tags: ['new'] }), 'tag:new', ['late']],
    ['a tag that somebody gives', (stage) => stage.tag('trace 3', { add: ['new'] }), 'tag=new', ['trace 3']],
    ['a score', (stage) => stage.score('trace 4'), 'score.helpful>0.5', ['trace 4']],
    [
      'a start that moves into it',
      async (stage) => {
        await stage.store('moved', { at: 44 * minute, tags: ['new'] });
        await stage.store('moved', { at: 7 * minute, tags: ['new'], spanId: hexOf('earlier', 16) });
      },
      'tag:new',
      ['moved'],
    ],
    [
      'a start that moves within it',
      async (stage) => {
        await stage.store('moved', { at: 9 * minute, tags: ['new'] });
        await stage.store('moved', { at: 8 * minute, tags: ['new'], spanId: hexOf('earlier', 16) });
      },
      'tag:new',
      ['moved'],
    ],
  ])('shows at once %s', async (_, write, text, names) => {
    const stage = await createYoungStage();
    expect((await stage.find(text)).names).toEqual([]);

    await write(stage);

    expect((await stage.find(text)).names).toEqual(names);
    expect((await stage.withoutNotes(() => stage.find(text))).names).toEqual([]);
    stage.advance(3 * hour);
    await stage.digest();
    expect(await stage.items()).toMatchObject({ noteCount: 0, sliceCount: 0, isDigested: true, isClosed: true });
    expect((await stage.find(text)).names).toEqual(names);
  });

  test('shows nothing of what was deleted, or moved out of it', async () => {
    const stage = await createYoungStage();
    await deleteTrace('trace 2', stage, { documents, ...tables });
    await stage.store('trace 3', { at: -20 * minute, tags: ['far'], spanId: hexOf('earlier', 16) });

    expect((await stage.find('tag:rare')).names).toEqual([]);
    expect((await stage.find('tag:usual')).names.sort()).toEqual(['trace 0', 'trace 1', 'trace 4', 'trace 5']);
    const before = { projectId: stage.projectId, from: digested - hour, to: digested, limit: 9 };
    expect((await stage.traces.list(before)).items).toMatchObject([{ name: 'trace 3' }]);
  });

  test('is digested anew when it was much written to, and the notes go', async () => {
    const stage = await createYoungStage();
    const name = (index: number) => `late ${index}`;
    for (let index = 0; index < 9; index++) await stage.store(name(index), { at: index * 1000, tags: ['new'] });
    stage.advance(21 * minute);
    await stage.digest();
    expect(await stage.items()).toMatchObject({ noteCount: 9 });

    await stage.store(name(9), { at: 9000, tags: ['new'] });
    await stage.digest();
    // One of ten is not settled.
    expect(await stage.items()).toMatchObject({ noteCount: 10 });
    stage.advance(21 * minute);
    await stage.store('just now', { at: 10_000, tags: ['new'] });
    await stage.digest();
    expect(await stage.items()).toMatchObject({ noteCount: 1 });
    expect((await stage.find('tag:new')).names).toHaveLength(11);
    expect((await stage.withoutNotes(() => stage.find('tag:new'))).names).toHaveLength(11);
  });

  test('tells the list of late days nothing, because its hour is digested anyway', async () => {
    const stage = await createYoungStage();
    await stage.tag('trace 3', { add: ['new'] });
    const days: unknown[] = [];
    for await (const day of stage.ports.lateDays.days()) days.push(day);
    expect(days).toEqual([]);
  });

  test('with too many traces is read, and its notes stay', async () => {
    const stage = createDigestStage({ documents, traces: tables.traces });
    await stage.store('one', { tags: ['usual'] });
    stage.advance(45 * minute);
    await stage.store('two', { tags: ['usual'] });
    stage.advance(21 * minute);

    expect(await digestHourOf(stage, undefined, 0)).toBeGreaterThan(0);
    expect(await digestHourOf(stage, undefined, 0)).toBe(0);
    expect(await stage.items()).toMatchObject({ noteCount: 1 });
    expect((await stage.find('tag:usual')).names).toHaveLength(2);
  });

  test('is read row by row as long as there is a note of a version that told no start', async () => {
    const stage = await createYoungStage();
    await stage.tag('trace 3', { add: ['new'] });
    await stage.withoutNotes(async () => {
      const pk = digestPartition(stage.projectId, dayOf(digested));
      const sk = lateNoteSortKey({ traceId: 't', version: 2, start: testTime, at: stage.clock() });
      await documents.send(new PutCommand({ TableName: tables.traces, Item: { pk, sk, at: stage.clock(), ttl: 1 } }));
      expect((await stage.find('tag:new')).names).toEqual(['trace 3']);
    });
  });
});

/** Looks before and after everything that the job does to the table, and lets it die before one of these steps. */
function watched(digests: TraceDigests, look: (step: string) => Promise<void>, dyingAt = Number.POSITIVE_INFINITY) {
  let steps = 0;
  const watch =
    <A extends unknown[], T>(name: string, work: (...of: A) => Promise<T>) =>
    async (...of: A): Promise<T> => {
      if (steps++ === dyingAt) throw new Error('out of time');
      await look(`before ${name}`);
      const result = await work(...of);
      await look(`after ${name}`);
      return result;
    };
  const watchedDigests: TraceDigests = {
    ...digests,
    beginAttempt: watch('beginAttempt', digests.beginAttempt),
    writeSlice: watch('writeSlice', digests.writeSlice),
    changeHead: watch('changeHead', digests.changeHead),
    replace: watch('replace', digests.replace),
    removeSlices: watch('removeSlices', digests.removeSlices),
    forgetNotes: watch('forgetNotes', digests.forgetNotes),
    endAttempt: watch('endAttempt', digests.endAttempt),
  };
  return { digests: watchedDigests, steps: () => steps };
}

/** Some slices, one of them to be digested anew, and notes that the next run forgets. */
async function createWrittenStage(): Promise<DigestStage> {
  const stage = await createYoungStage();
  for (let index = 0; index < 10; index++) await stage.store(`late ${index}`, { at: index * 7000, tags: ['new'] });
  await stage.tag('trace 3', { add: ['new'] });
  await deleteTrace('trace 2', stage, { documents, ...tables });
  return stage;
}

async function expectAll(stage: DigestStage, step: string): Promise<void> {
  const { names } = await stage.find('tag:new');
  expect([step, names.length, names.includes('trace 3')]).toEqual([step, 11, true]);
  expect([step, (await stage.find('tag:rare')).names]).toEqual([step, []]);
}

describe('at every step of the job, and wherever it dies', () => {
  test.each([
    ['when it digests slices anew', 21 * minute, { isDigested: false, noteCount: 0, sliceCount: 4 }],
    ['when the hour takes their place', 3 * hour, { isDigested: true, noteCount: 0, sliceCount: 0 }],
  ])('searches find what is there: %s', async (_, passed, expected) => {
    const whole = await createWrittenStage();
    whole.advance(passed);
    const all = watched(whole.ports.digests, (step) => expectAll(whole, step));
    await whole.digest({ digests: all.digests });
    expect(await whole.items()).toMatchObject(expected);

    for (let step = 0; step < all.steps(); step += 1) {
      const stage = await createWrittenStage();
      stage.advance(passed);
      const { digests } = watched(stage.ports.digests, async () => {}, step);
      await stage.digest({ digests });
      await expectAll(stage, `died at ${step}`);
      await stage.digest();
      await expectAll(stage, `once more after ${step}`);
      const { isDigested, noteCount } = await stage.items();
      expect([step, isDigested, noteCount]).toEqual([step, expected.isDigested, expected.noteCount]);
    }
  });

  test('a run that digests slices while the hour is digested leaves its notes and slices as they are', async () => {
    const stage = await createWrittenStage();
    stage.advance(3 * hour - 46 * minute);
    let isFirst = true;
    const overtaken: TraceDigests = {
      ...stage.ports.digests,
      async writeSlice(slice) {
        await stage.ports.digests.writeSlice(slice);
        if (isFirst) {
          isFirst = false;
          stage.advance(hour);
          await stage.digest();
        }
      },
    };

    expect(await digestHourOf(stage, overtaken)).toBe(0);
    expect(await stage.items()).toMatchObject({ isDigested: true, isClosed: true });
    await expectAll(stage, 'overtaken');
    // What nobody names is not believed.
    await stage.tag('trace 4', { add: ['newest'] });
    expect((await stage.find('tag:newest')).names).toEqual(['trace 4']);
  });

  test('the hour is not digested from before a slice forgot its notes', async () => {
    const stage = await createWrittenStage();
    stage.advance(3 * hour);
    let isFirst = true;
    const overtaken: TraceDigests = {
      ...stage.ports.digests,
      async changeHead(...of) {
        const [hourOfHead, found] = of;
        if (isFirst && hourOfHead.hour === digested) {
          isFirst = false;
          const next = { version: 'another', fence: standingFence.id, isClosed: false, slices: found?.slices ?? {} };
          await stage.ports.digests.changeHead(hourOfHead, found, next);
        }
        return await stage.ports.digests.changeHead(...of);
      },
    };

    expect(await stage.digest({ digests: overtaken })).toMatchObject({ unsettledCount: 1 });
    expect(await stage.items()).toMatchObject({ isDigested: false });
    await expectAll(stage, 'overtaken');
    await stage.digest();
    expect(await stage.items()).toMatchObject({ isDigested: true, noteCount: 0 });
    await expectAll(stage, 'done');
  });

  test('no slice counts after the hour forgot its notes, even if the hour is too large and did not see the slice', async () => {
    const stage = await createWrittenStage();
    stage.advance(3 * hour);
    const { digests } = stage.ports;
    const unseeing = {
      ...digests,
      state: async (of: ProjectHour) => ({ ...(await digests.state(of)), sliceKeys: [] }),
    };
    const of = { projectId: stage.projectId, hour: digested, fence: standingFence.id, isFresh: true };

    expect(await digestHour(of, { ...stage.ports, digests: unseeing }, { maxTraces: 0 })).toBe('too large');
    expect(await stage.items()).toMatchObject({ isDigested: false, noteCount: 0 });
    expect((await stage.items()).sliceCount).toBeGreaterThan(0);
    await expectAll(stage, 'too large');
  });
});
