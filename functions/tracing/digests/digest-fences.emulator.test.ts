import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import { createDocumentClient, type DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import { systemIds } from '../../../shared/runtime/ids.ts';
import { createFenceKeeper } from '../../../shared/storage/trace-digest-fence.ts';
import { digestFenceKey } from '../../../shared/storage/trace-digest-keys.ts';
import { metaKey } from '../../../shared/storage/trace-keys.ts';
import { hexOf } from '../../../test/support/build-span.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import { createDigestStage, type DigestStage } from '../../../test/support/digest-stage.ts';

const minute = 60_000;
const hour = 60 * minute;

let documents: DynamoDBDocumentClient;
let tableName: string;
let stage: DigestStage;

beforeEach(async () => {
  const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
  documents = createDocumentClient(environment);
  // There is one fence for all projects.
  tableName = (await createTables(environment, ['traces'])).traces;
  stage = createDigestStage({ documents, traces: tableName });
  for (let index = 0; index < 3; index++) await stage.store(`trace ${index}`, { at: index * minute, tags: ['usual'] });
});

const keeperOf = (release: string, tableMadeAt: number | null = null) =>
  createFenceKeeper({ documents, tableName, ids: systemIds, release, tableMadeAt: async () => tableMadeAt });

const digest = (release: string) => stage.digest({ fences: keeperOf(release), waitMilliseconds: 24 * hour });

/** Every ten minutes, as it is scheduled. */
async function digestFor(length: number, release: string): Promise<void> {
  for (let passed = 0; passed < length; passed += 10 * minute) {
    stage.advance(10 * minute);
    await digest(release);
  }
}

/** Writes META as a version without late notes does. */
async function tagWithoutNote(name: string, tag: string): Promise<void> {
  const Key = metaKey(stage.projectId, hexOf(`${stage.projectId} ${name}`, 32));
  const { Item = {} } = await documents.send(new GetCommand({ TableName: tableName, Key }));
  const tags = ['usual', tag];
  const next = { ...Item, version: Number(Item['version']) + 1, tags, spanTags: ['usual'] };
  await documents.send(new PutCommand({ TableName: tableName, Item: next }));
}

describe('a digest is believed only if nobody without late notes can have written since', () => {
  test('nothing is digested on the first day after an update', async () => {
    stage.advance(3 * hour);
    await digest('7');
    await tagWithoutNote('trace 1', 'old');
    await digestFor(23 * hour, '7');
    expect(await stage.items()).toMatchObject({ isDigested: false });

    await digestFor(2 * hour, '7');
    expect(await stage.items()).toMatchObject({ isDigested: true });
    expect((await stage.find('tag:old')).names).toEqual(['trace 1']);
    expect(await stage.find('tag:nowhere')).toMatchObject({ names: [], searchedCount: 3 });
  });

  test('after a return to a version without notes, digests are made anew before they are believed', async () => {
    await digestFor(28 * hour, '7');
    const { version } = await stage.items();
    expect(version).toBeDefined();
    // The job is gone for an hour, and with it everybody who leaves notes.
    stage.advance(30 * minute);
    await tagWithoutNote('trace 1', 'old');
    stage.advance(30 * minute);

    // Before the job runs for the first time, and after.
    expect((await stage.find('tag:old')).names).toEqual(['trace 1']);
    await digest('9');
    expect((await stage.find('tag:old')).names).toEqual(['trace 1']);
    stage.marks.length = 0;
    await digestFor(25 * hour, '9');
    expect((await stage.items()).version).not.toBe(version);
    expect((await stage.find('tag:old')).names).toEqual(['trace 1']);
  });

  test('an update without a gap, and a job that stood still, cost no digest', async () => {
    await digestFor(28 * hour, '7');
    const { version } = await stage.items();
    await digestFor(hour, '8');
    stage.advance(5 * hour);
    await digest('8');

    expect((await stage.items()).version).toBe(version);
    const found = await keeperOf('8').keep(stage.clock());
    expect(stage.clock() - (found?.hours.since ?? 0)).toBeGreaterThan(24 * hour);
  });

  test('of two first runs one makes the fence', async () => {
    const kept = await Promise.all([keeperOf('7').keep(1000), keeperOf('7').keep(1000)]);
    expect(new Set(kept.flatMap((fences) => fences?.hours.id ?? [])).size).toBe(1);
    expect(new Set(kept.flatMap((fences) => fences?.slices.id ?? [])).size).toBe(1);
  });

  test('in a table that was just made, the first hour is enough', async () => {
    const digestNew = () =>
      stage.digest({ fences: keeperOf('7', stage.clock() - 10 * minute), waitMilliseconds: 24 * hour });
    stage.advance(10 * minute);
    await digestNew();
    for (let passed = 0; passed < 50; passed += 10) {
      stage.advance(10 * minute);
      await digestNew();
      expect(await stage.items()).toMatchObject({ sliceCount: 0 });
    }
    stage.advance(10 * minute);
    await digestNew();
    expect(await stage.items()).toMatchObject({ sliceCount: 4 });

    // It is the first fence that counts: this one is made after a gap.
    stage.advance(30 * minute);
    const { hours } = (await keeperOf('8', stage.clock()).keep(stage.clock())) ?? {};
    expect(hours).toMatchObject({ since: stage.clock(), release: '8' });
    expect(hours?.isOfNewTable).toBeUndefined();
  });

  test.each([
    ['an old table', 2 * hour],
    ['a table of which nobody can tell', null],
  ])('in %s it is not', async (_, age) => {
    const madeAt = age === null ? null : stage.clock() - age;
    expect((await keeperOf('7', madeAt).keep(stage.clock()))?.hours.isOfNewTable).toBeUndefined();
  });
});

describe('slices have a fence of their own', () => {
  /** The job of the version before: it keeps the fence of hours, and knows of no other. */
  async function keepHoursAlone(release: string): Promise<void> {
    const { Item } = await documents.send(new GetCommand({ TableName: tableName, Key: digestFenceKey }));
    const fence = { id: 'of hours', since: stage.clock(), ...Item, ...digestFenceKey, release, seenAt: stage.clock() };
    await documents.send(new PutCommand({ TableName: tableName, Item: fence }));
  }

  async function passWithoutSlices(length: number, release: string): Promise<void> {
    for (let passed = 0; passed < length; passed += 10 * minute) {
      stage.advance(10 * minute);
      await keepHoursAlone(release);
    }
  }

  test('after an update that brings them none is digested for a day; hours go on', async () => {
    await passWithoutSlices(30 * hour, '6');
    await tagWithoutNote('trace 1', 'old');
    const { hours, slices } = (await keeperOf('7').keep(stage.clock())) ?? {};

    expect(hours).toMatchObject({ id: 'of hours' });
    expect(slices).toMatchObject({ since: stage.clock() });
    await digest('7');
    expect(await stage.items()).toMatchObject({ isDigested: true, sliceCount: 0 });
    expect((await stage.find('tag:old')).names).toEqual(['trace 1']);
  });

  test('they are believed no more when a version without them is back, and are made anew after it', async () => {
    // A stage without a wait, whose hour is young.
    const digestAtOnce = (release: string) => stage.digest({ fences: keeperOf(release), waitMilliseconds: 0 });
    stage.advance(40 * minute);
    await digestAtOnce('7');
    expect((await stage.items()).sliceCount).toBe(1);
    const before = await keeperOf('7').keep(stage.clock());
    stage.advance(10 * minute);
    await keepHoursAlone('6');
    await tagWithoutNote('trace 1', 'old');
    expect((await stage.find('tag:old')).names).toEqual(['trace 1']);

    // Back again after a while, even as what it was before.
    stage.advance(10 * minute);
    expect(await keeperOf('7').keep(stage.clock())).toMatchObject({ hours: { id: before?.hours.id } });
    expect((await stage.find('tag:old')).names).toEqual(['trace 1']);
    const after = await keeperOf('7').keep(stage.clock());
    expect(after?.slices.id).not.toBe(before?.slices.id);
    await digestAtOnce('7');
    expect((await stage.find('tag:old')).names).toEqual(['trace 1']);
    expect((await stage.find('tag:nowhere')).names).toEqual([]);
  });

  test('they fall with the fence of hours', async () => {
    const before = await keeperOf('7').keep(stage.clock());
    await documents.send(new DeleteCommand({ TableName: tableName, Key: digestFenceKey }));
    const after = await keeperOf('7').keep(stage.clock());
    expect(after?.hours.id).not.toBe(before?.hours.id);
    expect(after?.slices.id).not.toBe(before?.slices.id);
  });
});
