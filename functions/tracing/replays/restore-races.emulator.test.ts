import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, inject, test } from 'vitest';
import { createDocumentClient, type DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import type { Score } from '../../../shared/contract/scores.ts';
import { silentLogger } from '../../../shared/observability/logger.ts';
import type { ScoreDraft } from '../../../shared/storage/score-record.ts';
import { createScoreRepository } from '../../../shared/storage/score-repository.ts';
import { restoreScores } from '../../../shared/storage/score-restorer.ts';
import { buryTrace } from '../../../shared/storage/trace-deletion-burial.ts';
import { deleteItems, type PartitionContents, readContents } from '../../../shared/storage/trace-deletion-contents.ts';
import { traceDeletionKey } from '../../../shared/storage/trace-deletion-keys.ts';
import { hexOf, testProjectId as projectId, testTime } from '../../../test/support/build-span.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import { createAnnotationArchive } from '../scores/archive-annotations.ts';
import { memoryRawStore, testArchive } from '../testing/memory-archive.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const documents = createDocumentClient(environment);
const target = { kind: 'trace', traceId: hexOf('scored', 32) } as const;
let tables: { traces: string; core: string };

beforeEach(async () => {
  const { traces = '', core = '' } = await createTables(environment, ['traces', 'core']);
  tables = { traces, core };
});

const table = () => ({ documents, tableName: tables.traces });

/** Gives the score another value; answers it as the archive has it, and the object that has it. */
async function give(value: number, now: number): Promise<{ score: Score; rawKey: string }> {
  const draft: ScoreDraft = {
    ...{ id: 'one', spanId: null, name: 'n', dataType: 'number', value, comment: null },
    ...{ source: 'api', scorer: null, metadata: {} },
  };
  const author: Score['author'] = { kind: 'key', id: 'k', name: 'k' };
  const scoring = { author, isAdmin: false, now, retentionDays: 30 };
  const store = memoryRawStore();
  const archive = createAnnotationArchive({
    ...{ archive: testArchive(store), deletionQueue: { send: async () => undefined }, logger: silentLogger },
  });
  const [outcome] = await createScoreRepository({ ...table(), archive }).put(projectId, target, [draft], scoring);
  if (outcome === undefined || 'error' in outcome) throw new Error('The score was refused.');
  const [rawKey = ''] = store.objects.keys();
  return { score: outcome.score, rawKey };
}

/** A client that does something before its first transaction. */
function overtaken(act: () => Promise<void>): DynamoDBDocumentClient {
  let isFirst = true;
  const send = async (command: { constructor: { name: string } }) => {
    if (command.constructor.name === 'TransactWriteCommand' && isFirst) {
      isFirst = false;
      await act();
    }
    return await documents.send(command as never);
  };
  return new Proxy(documents, { get: (of, name) => (name === 'send' ? send : Reflect.get(of, name)) });
}

test('a replay notes no object in the partition of a trace that is deleted meanwhile: nobody would look for it', async () => {
  const earlier = await give(1, testTime);
  await give(2, testTime + 1_000);
  const isNote = ({ sk }: { sk: string }) => sk.startsWith('SCORE_RAW#');
  const { keys } = await readContents(projectId, target, table());
  // That the first object has a version of it was lost, which is why somebody replays.
  await deleteItems(keys.filter(isNote), table());
  await documents.send(new PutCommand({ TableName: tables.core, Item: traceDeletionKey(projectId, 'd') }));
  let found: PartitionContents | undefined;
  const racing = overtaken(async () => {
    const burial = { projectId, traceId: target.traceId, deletionId: 'd', retentionDays: 30, purgesAgain: false };
    const ports = { documents, tracesTable: tables.traces, coreTable: tables.core };
    await buryTrace({ ...burial, now: testTime + 2_000 }, ports);
    found = await readContents(projectId, target, table());
  });

  const restoring = { projectId, target, scores: [earlier.score], rawKey: earlier.rawKey };
  const outcome = await restoreScores(
    { ...restoring, keepUntil: testTime / 1000 + 86_400, now: testTime + 3_000 },
    { ...table(), documents: racing },
  );
  await deleteItems(found?.keys ?? [], table());

  expect(found?.keys).not.toEqual([]);
  expect((await readContents(projectId, target, table())).keys).toEqual([]);
  // So whoever replays hands the object to the deletions.
  expect(outcome).toEqual({ restored: [], present: [], deleted: [earlier.score] });
});
