import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { createDocumentClient, type DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import { digestPartition, lateNoteSortKey } from '../../../shared/storage/trace-digest-keys.ts';
import { dayOf } from '../../../shared/storage/trace-keys.ts';
import { hexOf, testTime } from '../../../test/support/build-span.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import { createDigestStage, type DigestStage, deleteTrace, digested } from '../../../test/support/digest-stage.ts';
import { standingFence } from '../../../test/support/standing-fence.ts';
import { createYoungStage } from '../../../test/support/young-stage.ts';
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

const digestHourOf = (stage: DigestStage, maxTraces: number) =>
  digestSlices({ projectId: stage.projectId, hour: digested, fence: standingFence.id }, stage.ports, { maxTraces });

const createStage = () => createYoungStage({ documents, ...tables });

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
    const stage = await createStage();
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
    const stage = await createStage();
    await deleteTrace('trace 2', stage, { documents, ...tables });
    await stage.store('trace 3', { at: -20 * minute, tags: ['far'], spanId: hexOf('earlier', 16) });

    expect((await stage.find('tag:rare')).names).toEqual([]);
    expect((await stage.find('tag:usual')).names.sort()).toEqual(['trace 0', 'trace 1', 'trace 4', 'trace 5']);
    const before = { projectId: stage.projectId, from: digested - hour, to: digested, limit: 9 };
    expect((await stage.traces.list(before)).items).toMatchObject([{ name: 'trace 3' }]);
  });

  test('is digested anew when it was much written to, and the notes go', async () => {
    const stage = await createStage();
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
    const stage = await createStage();
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

    expect(await digestHourOf(stage, 0)).toBeGreaterThan(0);
    expect(await digestHourOf(stage, 0)).toBe(0);
    expect(await stage.items()).toMatchObject({ noteCount: 1 });
    expect((await stage.find('tag:usual')).names).toHaveLength(2);
  });

  test('is read row by row as long as there is a note of a version that told no start', async () => {
    const stage = await createStage();
    await stage.tag('trace 3', { add: ['new'] });
    await stage.withoutNotes(async () => {
      const pk = digestPartition(stage.projectId, dayOf(digested));
      const sk = lateNoteSortKey({ traceId: 't', version: 2, start: testTime, at: stage.clock() });
      await documents.send(new PutCommand({ TableName: tables.traces, Item: { pk, sk, at: stage.clock(), ttl: 1 } }));
      expect((await stage.find('tag:new')).names).toEqual(['trace 3']);
    });
  });
});
