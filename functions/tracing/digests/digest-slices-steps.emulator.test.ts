import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { createDocumentClient, type DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import { silentLogger } from '../../../shared/observability/logger.ts';
import type { TraceDigests } from '../../../shared/storage/trace-digests.ts';
import { createTraceRepository } from '../../../shared/storage/trace-repository.ts';
import type { ProjectHour } from '../../../shared/storage/trace-slice-digests.ts';
import type { Filter } from '../../../shared/trace-filter/filter.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import { type DigestStage, digested } from '../../../test/support/digest-stage.ts';
import { memoryBlobs } from '../../../test/support/memory-blobs.ts';
import { standingFence } from '../../../test/support/standing-fence.ts';
import { createWrittenStage } from '../../../test/support/young-stage.ts';
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

const createStage = () => createWrittenStage({ documents, ...tables });

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

async function expectAll(stage: DigestStage, step: string): Promise<void> {
  const { names } = await stage.find('tag:new');
  expect([step, names.length, names.includes('trace 3')]).toEqual([step, 11, true]);
  expect([step, (await stage.find('tag:rare')).names]).toEqual([step, []]);
}

/** Reads what lies beside the index item by item, and does something before one of these reads. */
function readingSlowly(stage: DigestStage, at: number, work: () => Promise<unknown>) {
  let reads = 0;
  const send = async (command: Parameters<DynamoDBDocumentClient['send']>[0]) => {
    const isDigests = command instanceof QueryCommand && command.input.IndexName === undefined;
    if (!isDigests) return await documents.send(command);
    if (reads++ === at) await work();
    return await documents.send(new QueryCommand({ ...command.input, Limit: 1 }));
  };
  const client = { send } as unknown as DynamoDBDocumentClient;
  const ports = { documents: client, tableName: tables.traces, blobs: memoryBlobs(), logger: silentLogger };
  const traces = createTraceRepository({ ...ports, clock: stage.clock });
  const range = { projectId: stage.projectId, from: digested, to: digested + hour, limit: 50 };
  return { find: () => traces.list({ ...range, filter: exactTag('new') }), reads: () => reads };
}

const exactTag = (value: string): Filter => ({ kind: 'exact', field: 'tag', value });

describe('at every step of a search', () => {
  test.each([
    ['digest slices anew', 21 * minute],
    ['digest the hour', 3 * hour],
  ])('the job may %s: what is there is found', async (_, passed) => {
    for (let at = 0, reads = 1; at < reads; at++) {
      const stage = await createStage();
      stage.advance(passed);
      const slowly = readingSlowly(stage, at, () => stage.digest());
      const { items } = await slowly.find();
      expect([at, items.length]).toEqual([at, 11]);
      reads = Math.max(reads, slowly.reads());
    }
  });
});

describe('at every step of the job, and wherever it dies', () => {
  test.each([
    ['when it digests slices anew', 21 * minute, { isDigested: false, noteCount: 0, sliceCount: 4 }],
    ['when the hour takes their place', 3 * hour, { isDigested: true, noteCount: 0, sliceCount: 0 }],
  ])('searches find what is there: %s', async (_, passed, expected) => {
    const whole = await createStage();
    whole.advance(passed);
    const all = watched(whole.ports.digests, (step) => expectAll(whole, step));
    await whole.digest({ digests: all.digests });
    expect(await whole.items()).toMatchObject(expected);

    for (let step = 0; step < all.steps(); step += 1) {
      const stage = await createStage();
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
    const stage = await createStage();
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

    expect(
      await digestSlices(
        { projectId: stage.projectId, hour: digested, fence: standingFence.id },
        { ...stage.ports, digests: overtaken },
      ),
    ).toBe(0);
    expect(await stage.items()).toMatchObject({ isDigested: true, isClosed: true });
    await expectAll(stage, 'overtaken');
    // What nobody names is not believed.
    await stage.tag('trace 4', { add: ['newest'] });
    expect((await stage.find('tag:newest')).names).toEqual(['trace 4']);
  });

  test('the hour is not digested from before a slice forgot its notes', async () => {
    const stage = await createStage();
    stage.advance(3 * hour);
    let isFirst = true;
    const overtaken: TraceDigests = {
      ...stage.ports.digests,
      async changeHead(...of) {
        const [hourOfHead, found] = of;
        if (isFirst && hourOfHead.hour === digested) {
          isFirst = false;
          const next = {
            version: 'another',
            fence: standingFence.id,
            isClosed: false,
            slices: found?.slices ?? {},
            texts: {},
          };
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
    const stage = await createStage();
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
