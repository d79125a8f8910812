import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { createDocumentClient, type DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import { createRecentTexts } from '../../../shared/storage/recent-texts.ts';
import { hexOf } from '../../../test/support/build-span.ts';
import { countTraceReads, type TraceReads } from '../../../test/support/count-trace-reads.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import { createDigestStage, type DigestStage, deleteTrace } from '../../../test/support/digest-stage.ts';
import { indexRecentProject, type RecentProjectPorts } from './index-recent-project.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

let tables: Record<'core' | 'traces', string>;
let documents: DynamoDBDocumentClient;
let reads: TraceReads;
let stage: DigestStage;
let ports: RecentProjectPorts;

beforeAll(async () => {
  const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
  documents = createDocumentClient(environment);
  reads = countTraceReads(documents);
  tables = await createTables(environment, ['core', 'traces']);
});

const say = (name: string, text: string, input = {}) => stage.store(name, { attributes: { note: text }, ...input });

/** Six traces of the last minute, in the first hour of a stage: no digest is made yet. */
beforeEach(async () => {
  stage = createDigestStage({ documents: reads.documents, traces: tables.traces });
  const recent = createRecentTexts({ documents: reads.documents, tableName: tables.traces });
  ports = { ...stage.textPorts, recent, minTraces: 1 };
  for (let index = 0; index < 6; index++)
    await say(`trace ${index}`, index === 2 ? 'It needs a refund.' : 'It is on its way.', { at: index * 10 * second });
  stage.advance(minute);
});

const run = (overrides: Partial<RecentProjectPorts> = {}, deadline = Number.POSITIVE_INFINITY) =>
  indexRecentProject(stage.projectId, { ...ports, ...overrides }, deadline);

/** As the schedule does, until all recent traces were looked at once more. */
async function runUntilSwept(): Promise<void> {
  for (let passed = 0; passed < 6; passed++) {
    stage.advance(minute);
    await run();
  }
}

async function find(text: string) {
  const { result, read } = await reads.during(() => stage.find(text));
  return { names: result.names, read: read.length };
}

async function itemsOf(id: string): Promise<number> {
  const { Count } = await documents.send(
    new QueryCommand({
      TableName: tables.traces,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': `PROJECT#${stage.projectId.replaceAll(' ', '%20')}#DIGESTS#RECENT#${id}` },
      Select: 'COUNT',
    }),
  );
  return Count ?? 0;
}

const segments = async () => (await ports.recent.head(stage.projectId))?.segments ?? [];

describe('text of recent traces', () => {
  test('is looked for only in traces that may hold it', async () => {
    expect(await find('giraffe')).toEqual({ names: [], read: 6 });
    expect(await run()).toEqual({ traceCount: 6, isWhole: true });
    expect(await find('giraffe')).toEqual({ names: [], read: 0 });
    expect(await find('refund')).toEqual({ names: ['trace 2'], read: 1 });
    expect(await find('"its way"')).toMatchObject({ names: { length: 5 }, read: 5 });
    expect(await stage.find('giraffe')).toEqual({ names: [], searchedCount: 6 });
    expect(await find('-refund')).toMatchObject({ names: { length: 5 } });
    expect(await find('refund OR name:"trace 4"')).toMatchObject({ names: ['trace 4', 'trace 2'] });
    expect(await find('refund "its way"')).toEqual({ names: [], read: 0 });
  });

  test('is made once of each version', async () => {
    await run();
    expect(await reads.during(() => run())).toMatchObject({ result: { traceCount: 0 }, read: [] });
    await say('new', 'A giraffe.', { at: 50 * second });
    expect(await reads.during(() => run())).toMatchObject({ result: { traceCount: 1 }, read: { length: 1 } });
    expect(await find('hippopotamus')).toEqual({ names: [], read: 0 });
    expect(await find('giraffe')).toEqual({ names: ['new'], read: 1 });
  });

  test('is not believed of a trace that was written to since, until it is read anew', async () => {
    await run();
    await say('trace 4', 'A giraffe.', { spanId: hexOf('second', 16), at: 45 * second });
    await stage.tag('trace 5', { add: ['hippopotamus'] });
    expect(await find('giraffe')).toEqual({ names: ['trace 4'], read: 2 });
    expect(await find('hippopotamus')).toMatchObject({ names: ['trace 5'] });
    expect((await run()).traceCount).toBe(2);
    expect(await find('giraffe')).toEqual({ names: ['trace 4'], read: 1 });
    expect(await find('hippopotamus')).toMatchObject({ names: ['trace 5'] });
    expect(await find('elephant')).toEqual({ names: [], read: 0 });
  });

  test('is not believed of a trace that was written to while it was read', async () => {
    const { digests } = ports;
    let isWritten = false;
    const traces: typeof digests.traces = async function* (...of) {
      for await (const each of digests.traces(...of)) {
        yield each;
        if (isWritten) continue;
        isWritten = true;
        // Its row was read, and so were perhaps its spans.
        await say(String(each.trace.name), 'A giraffe.', { spanId: hexOf('late', 16), at: 59 * second });
      }
    };
    await run({ digests: { traces } });
    expect(isWritten).toBe(true);
    expect(await find('giraffe')).toMatchObject({ names: { length: 1 } });
    expect((await find('hippopotamus')).read).toBe(1);
  });

  test('is not believed of a trace of whose spans some did not show yet when they were read', async () => {
    await say('trace 4', 'A giraffe.', { spanId: hexOf('second', 16), at: 45 * second });
    const pk = `#TRACE#${hexOf(`${stage.projectId} trace 4`, 32)}`;
    const send = async (command: Parameters<DynamoDBDocumentClient['send']>[0]) => {
      const answer = await documents.send(command);
      // Of two packs one.
      if (JSON.stringify(command.input).includes(pk) && 'Items' in answer) answer.Items?.pop();
      return answer;
    };
    expect((await run({ documents: { send } as unknown as DynamoDBDocumentClient })).traceCount).toBe(6);
    expect(await find('giraffe')).toEqual({ names: ['trace 4'], read: 1 });
    expect(await find('"its way"')).toMatchObject({ names: { length: 5 } });
  });

  test('moves with the start of its trace', async () => {
    await run();
    await say('trace 3', 'A giraffe.', { spanId: hexOf('earlier', 16), at: 5 * second });
    expect(await find('giraffe')).toEqual({ names: ['trace 3'], read: 1 });
    await run();
    expect(await find('giraffe')).toEqual({ names: ['trace 3'], read: 1 });
    expect((await find('"its way"')).names).toHaveLength(5);
  });

  test('goes with a trace that is deleted, and is made anew of the others', async () => {
    await run();
    const [former] = await segments();
    expect(await itemsOf(former?.id ?? '')).toBeGreaterThan(1);
    await deleteTrace('trace 2', stage, { ...tables, documents });
    expect(await find('refund')).toEqual({ names: [], read: 0 });
    await runUntilSwept();
    expect(await itemsOf(former?.id ?? '')).toBe(0);
    expect((await segments()).map(({ shape }) => shape.count)).toEqual([5]);
    expect(await find('giraffe')).toEqual({ names: [], read: 0 });
    expect((await find('"its way"')).names).toHaveLength(5);
  });

  test('goes with a trace that is deleted when it is not recent any more, from text that was made of newer ones, too', async () => {
    await run();
    stage.advance(45 * minute);
    await stage.tag('trace 2', { add: ['late'] });
    await say('new', 'A giraffe.', { at: 45 * minute });
    await run();
    const [, former] = await segments();
    expect(former?.shape.count).toBe(2);
    stage.advance(13 * minute);
    await deleteTrace('trace 2', stage, { ...tables, documents });
    await run();
    expect(await itemsOf(former?.id ?? '')).toBe(0);
    await run();
    expect((await segments()).map(({ shape }) => shape.count)).toEqual([1]);
  });

  test('goes with a trace that is deleted, as far as a run came that had no time for all', async () => {
    await run();
    const [former] = await segments();
    await deleteTrace('trace 2', stage, { ...tables, documents });
    stage.advance(6 * minute);
    const after = stage.clock() - 12 * minute;
    const traces: typeof ports.digests.traces = async function* (tile, shard) {
      if (tile.to < after) stage.advance(hour);
      yield* ports.digests.traces(tile, shard);
    };
    expect(await run({ digests: { traces } }, stage.clock() + minute)).toMatchObject({ isWhole: false });
    expect(await itemsOf(former?.id ?? '')).toBe(0);
  });

  test('goes once its traces are not recent any more', async () => {
    await run();
    const [former] = await segments();
    stage.advance(51 * minute);
    await stage.tag('trace 5', { add: ['late'] });
    expect((await run()).traceCount).toBe(0);
    expect(await segments()).toEqual([]);
    expect(await itemsOf(former?.id ?? '')).toBe(0);
    expect((await find('refund')).names).toEqual(['trace 2']);
  });

  test('is told of by two runs at the same time', async () => {
    const [first, second_] = await Promise.all([run(), run()]);
    expect([first.traceCount, second_.traceCount]).toEqual([6, 6]);
    expect(await segments()).toHaveLength(2);
    expect(await find('refund')).toEqual({ names: ['trace 2'], read: 1 });
    expect((await run()).traceCount).toBe(0);
  });

  test('is told of once, also if the answer to that was lost, and the change refused when it was sent again', async () => {
    const { recent } = ports;
    const answers = [false];
    const changeHead: typeof recent.changeHead = async (...change) => {
      const isChanged = await recent.changeHead(...change);
      return answers.pop() ?? isChanged;
    };
    await run({ recent: { ...recent, changeHead } });
    expect(await segments()).toHaveLength(1);
    expect(await find('refund')).toEqual({ names: ['trace 2'], read: 1 });
    expect((await run()).traceCount).toBe(0);
  });

  test('is not left behind by a run that fails before it told of it', async () => {
    const { recent } = ports;
    const ids: string[] = [];
    const failing: typeof recent = {
      ...recent,
      putSegment: (segment) => recent.putSegment(segment).then(() => void ids.push(segment.segment.id)),
      changeHead: async () => {
        throw new Error('The table refuses.');
      },
    };
    await expect(run({ recent: failing })).rejects.toThrow('The table refuses.');
    expect(ids).toHaveLength(1);
    expect(await itemsOf(ids[0] ?? '')).toBe(0);
    expect(await find('refund')).toEqual({ names: ['trace 2'], read: 6 });
    expect((await run()).traceCount).toBe(6);
  });

  test('rules nothing out where its items are gone', async () => {
    await run();
    await ports.recent.removeSegments(stage.projectId, await segments());
    expect(await find('refund')).toEqual({ names: ['trace 2'], read: 6 });
    expect((await run()).traceCount).toBe(6);
    expect(await find('refund')).toEqual({ names: ['trace 2'], read: 1 });
    expect(await segments()).toHaveLength(2);
    await runUntilSwept();
    expect(await segments()).toHaveLength(1);
  });

  test('is made as far as there is time, and the rest by the next run', async () => {
    expect(await run({}, stage.clock())).toEqual({ traceCount: 0, isWhole: false });
    expect(await run()).toEqual({ traceCount: 6, isWhole: true });
  });

  test('is made of as many traces of one shard as there is time for', async () => {
    for (let index = 0; index < 30; index++) await say(`other ${index}`, 'It is on its way.', { at: 30 * second });
    let readCount = 0;
    const head: typeof ports.recent.head = (projectId) => ports.recent.head(projectId).finally(() => (readCount = 0));
    const traces: typeof ports.digests.traces = async function* (...of) {
      for await (const each of ports.digests.traces(...of)) {
        readCount += 1;
        yield each;
      }
    };
    const clock = () => stage.clock() + readCount;
    const slow = { recent: { ...ports.recent, head }, digests: { traces }, clock };
    expect(await run(slow, stage.clock() + 3)).toEqual({ traceCount: 2, isWhole: false });
    expect((await segments()).map(({ shape }) => shape.count)).toEqual([2]);
    expect(await run()).toEqual({ traceCount: 34, isWhole: true });
  });

  test('is not made of a few traces', async () => {
    expect((await run({ minTraces: 7 })).traceCount).toBe(0);
    expect(await segments()).toEqual([]);
    expect((await run({ minTraces: 6 })).traceCount).toBe(6);
  });

  test('leaves a trace that cannot be read to searches, and does not try it again in this version', async () => {
    const id = hexOf(`${stage.projectId} trace 3`, 32);
    const send = async (command: Parameters<DynamoDBDocumentClient['send']>[0]) => {
      if (JSON.stringify(command.input).includes(`#TRACE#${id}`)) throw new Error('It cannot be read.');
      return await documents.send(command);
    };
    const broken = { send } as unknown as DynamoDBDocumentClient;
    expect((await run({ documents: broken })).traceCount).toBe(6);
    expect(await find('giraffe')).toEqual({ names: [], read: 1 });
    expect((await run()).traceCount).toBe(0);
    await say('trace 3', 'A giraffe.', { spanId: hexOf('second', 16), at: 31 * second });
    await run();
    expect(await find('giraffe')).toEqual({ names: ['trace 3'], read: 1 });
    expect(await find('hippopotamus')).toEqual({ names: [], read: 0 });
  });

  test('is made of what was read before something failed', async () => {
    for (let index = 0; index < 14; index++) await say(`broken ${index}`, 'It is on its way.', { at: 30 * second });
    const ids = Array.from({ length: 14 }, (_, index) => hexOf(`${stage.projectId} broken ${index}`, 32));
    const send = async (command: Parameters<DynamoDBDocumentClient['send']>[0]) => {
      const input = JSON.stringify(command.input);
      if ('KeyConditionExpression' in command.input && ids.some((id) => input.includes(id))) throw new Error('Broken.');
      return await documents.send(command);
    };
    const broken = { documents: { send } as unknown as DynamoDBDocumentClient };
    await expect(run(broken)).rejects.toThrow('Broken.');
    expect((await run(broken)).isWhole).toBe(true);
    expect((await run()).traceCount).toBe(0);
    expect(await find('giraffe')).toEqual({ names: [], read: 14 });
  });

  test('of a change that came late is made when all recent traces are looked at', async () => {
    await run();
    stage.advance(10 * minute);
    await run();
    await say('trace 4', 'A giraffe.', { spanId: hexOf('second', 16), at: 45 * second });
    stage.advance(minute);
    expect((await run()).traceCount).toBe(0);
    expect(await find('giraffe')).toEqual({ names: ['trace 4'], read: 1 });
    stage.advance(5 * minute);
    expect((await run()).traceCount).toBe(1);
    expect(await find('hippopotamus')).toEqual({ names: [], read: 0 });
  });
});
