import { randomUUID } from 'node:crypto';
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type DueTextsPorts, digestDueTexts } from '../../functions/tracing/digests/digest-due-texts.ts';
import { type DigesterPorts, digestHours } from '../../functions/tracing/digests/digest-hours.ts';
import type { HourOfSlices } from '../../functions/tracing/digests/digest-slices.ts';
import { digestYoungTexts, type YoungTextsPorts } from '../../functions/tracing/digests/digest-young-texts.ts';
import { createAnnotationArchive } from '../../functions/tracing/scores/archive-annotations.ts';
import { testArchive } from '../../functions/tracing/testing/memory-archive.ts';
import type { DynamoDBDocumentClient } from '../../shared/aws/document-client.ts';
import { silentLogger } from '../../shared/observability/logger.ts';
import { systemIds } from '../../shared/runtime/ids.ts';
import { batchWrite } from '../../shared/storage/batch-write.ts';
import { putScores } from '../../shared/storage/score-writer.ts';
import { changeTraceTags } from '../../shared/storage/trace-annotation-tags.ts';
import { buryTrace } from '../../shared/storage/trace-deletion-burial.ts';
import { traceDeletionKey } from '../../shared/storage/trace-deletion-keys.ts';
import {
  digestPartition,
  digestSortKey,
  hourOf,
  hourOfSortKey,
  isLateNote,
  sliceHeadSortKey,
  sliceOfSortKey,
} from '../../shared/storage/trace-digest-keys.ts';
import { createTraceDigests } from '../../shared/storage/trace-digests.ts';
import { dayOf } from '../../shared/storage/trace-keys.ts';
import { createLateDayList } from '../../shared/storage/trace-late-days.ts';
import { createTraceRepository } from '../../shared/storage/trace-repository.ts';
import { createTraceTextDigests } from '../../shared/storage/trace-text-digests.ts';
import { createTextsDue } from '../../shared/storage/trace-texts-due.ts';
import { parseFilter } from '../../shared/trace-filter/parse-filter.ts';
import { buildSpan, hexOf, type SpanInput, testTime } from './build-span.ts';
import { memoryBlobs } from './memory-blobs.ts';
import { putStandingFence, standingFence } from './standing-fence.ts';

const minute = 60_000;
const hour = 60 * minute;
const storing = { retentionDays: 30, capturesContent: true };
/** The hour in which the traces of these tests start. */
export const digested = hourOf(testTime);

export function filterOf(text: string) {
  const parsed = parseFilter(text);
  if (!parsed.isValid) throw new Error(parsed.problem.message);
  return parsed.filter;
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export interface DigestTables {
  documents: DynamoDBDocumentClient;
  traces: string;
}

/** A project with a clock of its own that accepted spans in one hour, with all that writes to its traces. */
export function createDigestStage({ documents, traces: tableName }: DigestTables) {
  const projectId = `digests ${randomUUID()}`;
  let now = testTime;
  const clock = () => now;
  const table = { documents, tableName };
  const blobs = memoryBlobs();
  const traces = createTraceRepository({ ...table, blobs, logger: silentLogger, clock });
  const marks: number[] = [];
  const ports: DigesterPorts = {
    counts: {
      async *hours(from, to) {
        if (from <= digested && digested <= to && marks.length === 0) yield { projectId, hour: digested };
      },
    },
    marks: { mark: async (_, accepted) => void marks.push(accepted) },
    digests: createTraceDigests(table),
    textsDue: createTextsDue(table),
    // Other tests use the table, too.
    lateDays: {
      ...createLateDayList(table),
      async *days() {
        for await (const day of createLateDayList(table).days()) if (day.projectId === projectId) yield day;
      },
    },
    fences: {
      async keep() {
        await putStandingFence(documents, tableName);
        return { hours: standingFence, slices: standingFence };
      },
    },
    waitMilliseconds: 0,
    minTextTraces: 1,
    ...{ clock, ids: systemIds, logger: silentLogger },
  };
  async function readItems(): Promise<Record<string, unknown>[]> {
    const { Items = [] } = await documents.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': digestPartition(projectId, dayOf(digested)) },
      }),
    );
    return Items;
  }
  const annotating = {
    ...table,
    archive: createAnnotationArchive({
      ...{ archive: testArchive(), deletionQueue: { send: async () => undefined }, logger: silentLogger },
    }),
  };
  const textPorts: DueTextsPorts & YoungTextsPorts = {
    ...{ ...table, blobs, clock, ids: systemIds, logger: silentLogger, digests: ports.digests },
    texts: createTraceTextDigests(table),
    textsDue: {
      ...createTextsDue(table),
      async *all() {
        for await (const due of createTextsDue(table).all()) if (due.projectId === projectId) yield due;
      },
    },
  };
  const stage = {
    ...{ projectId, ports, traces, marks, clock, textPorts },
    advance(milliseconds: number) {
      now += milliseconds;
    },
    async store(name: string, input: SpanInput = {}) {
      const ids = { projectId, name, traceId: hexOf(`${projectId} ${name}`, 32), spanId: hexOf(`${name} span`, 16) };
      const spans = [buildSpan({ ...ids, ...input })];
      await traces.store({ projectId, source: 'otlp', receivedAt: now, spans }, storing);
    },
    digest: (overrides: Partial<DigesterPorts> = {}, deadline?: number) =>
      digestHours({ ...ports, ...overrides }, deadline),
    digestTexts: (overrides: Partial<DueTextsPorts> = {}, deadline = Number.POSITIVE_INFINITY) =>
      digestDueTexts({ ...textPorts, ...overrides }, { beginUntil: Number.POSITIVE_INFINITY, deadline }),
    /** Of the slices of these hours. */
    digestYoungTexts: (
      young: readonly HourOfSlices[],
      overrides: Partial<YoungTextsPorts> = {},
      bounds: Partial<Parameters<typeof digestYoungTexts>[2]> = {},
    ) => {
      const forever = { beginUntil: Number.POSITIVE_INFINITY, deadline: Number.POSITIVE_INFINITY };
      return digestYoungTexts(young, { ...textPorts, ...overrides }, { ...forever, ...bounds });
    },
    /** In the digested hour, and some after it. What lies beside hours without a digest is read with them. */
    async find(text: string, hours = 1) {
      const range = { projectId, from: digested, to: digested + hours * hour };
      const page = await traces.list({ ...range, limit: 200, filter: filterOf(text) });
      return { names: page.items.map(({ name }) => name), searchedCount: page.searchedCount };
    },
    /** What lies beside the digested hour. */
    async items() {
      const items = await readItems();
      const sortKeys = items.map(({ sk }) => String(sk));
      return {
        noteCount: sortKeys.filter((sk) => isLateNote(sk) && hourOfSortKey(sk) === digested).length,
        isDigested: sortKeys.includes(digestSortKey(digested, 0)),
        version: items.find(({ sk }) => sk === digestSortKey(digested, 0))?.['version'],
        sliceCount: sortKeys.filter((sk) => sliceOfSortKey(sk) !== null && hourOfSortKey(sk) === digested).length,
        isClosed: items.find(({ sk }) => sk === sliceHeadSortKey(digested))?.['isClosed'],
      };
    },
    /** Does something while there are no notes, as if nobody had left any. */
    async withoutNotes<T>(work: () => Promise<T>): Promise<T> {
      const notes = (await readItems()).filter(({ sk }) => isLateNote(String(sk)));
      const keysOf = ({ pk, sk }: Record<string, unknown>) => ({ DeleteRequest: { Key: { pk, sk } } });
      await batchWrite(documents, tableName, notes.map(keysOf));
      const result = await work();
      await batchWrite(
        documents,
        tableName,
        notes.map((Item) => ({ PutRequest: { Item } })),
      );
      return result;
    },
    score: (name: string) =>
      putScores(
        {
          ...{ projectId, target: { kind: 'trace', traceId: hexOf(`${projectId} ${name}`, 32) } },
          drafts: [
            {
              ...{ id: 'score', spanId: null, name: 'helpful', dataType: 'number', value: 0.9, comment: null },
              ...{ source: 'api', scorer: null, metadata: {} },
            },
          ],
          scoring: { author: { kind: 'key', id: 'k', name: 'k' }, isAdmin: false, now, retentionDays: 30 },
        },
        annotating,
      ),
    tag: (name: string, change: { add?: string[]; remove?: string[] }) =>
      changeTraceTags(
        {
          ...{ projectId, traceId: hexOf(`${projectId} ${name}`, 32), add: [], remove: [], retentionDays: 30 },
          ...{ ...change, now },
        },
        annotating,
      ),
  };
  return stage;
}

export type DigestStage = ReturnType<typeof createDigestStage>;

/** Buries a trace as a deletion does. */
export async function deleteTrace(
  name: string,
  { projectId, clock }: DigestStage,
  { documents, traces, core }: DigestTables & { core: string },
): Promise<void> {
  const deletionId = systemIds();
  const Item = { ...traceDeletionKey(projectId, deletionId), traceCount: 0 };
  await documents.send(new PutCommand({ TableName: core, Item }));
  const burial = { projectId, traceId: hexOf(`${projectId} ${name}`, 32), deletionId, now: clock(), retentionDays: 30 };
  await buryTrace({ ...burial, purgesAgain: false }, { documents, tracesTable: traces, coreTable: core });
}

/** Some traces, whose hour was digested half an hour ago. */
export async function createDigestedStage(tables: DigestTables): Promise<DigestStage> {
  const stage = createDigestStage(tables);
  for (let index = 0; index < 6; index++) {
    await stage.store(`trace ${index}`, { at: index * minute, tags: index === 2 ? ['rare'] : ['usual'] });
  }
  stage.advance(3 * hour);
  await stage.digest();
  stage.advance(30 * minute);
  return stage;
}
