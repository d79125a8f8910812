import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { seededProjectId as projectId, seedTraces } from '../../test/bench/trace-query/seed-traces.ts';
import { createMemoryTable } from '../../test/bench/trace-query/table-in-memory.ts';
import { testTime } from '../../test/support/build-span.ts';
import { memoryBlobs } from '../../test/support/memory-blobs.ts';
import { everything } from '../trace-filter/filter.ts';
import { metaKey, traceIndexKeys } from './trace-keys.ts';
import { searchTraces } from './trace-search.ts';
import { startOfSearch } from './trace-search-cursor.ts';

const minute = 60_000;
const tableName = 'traces';

test('a trace whose first span comes late, so that it moves down while a search goes on, is found once', async () => {
  const { documents, settle } = createMemoryTable(tableName);
  const blobs = memoryBlobs();
  await seedTraces({ count: 200, withPacks: 0, within: 60 * minute }, { documents, tableName, blobs });
  settle();
  const move = async (traceId: string) => {
    const { Item } = await documents.send(new GetCommand({ TableName: tableName, Key: metaKey(projectId, traceId) }));
    const startMilliseconds = testTime - 50 * minute;
    const keys = traceIndexKeys({ projectId, traceId, startMilliseconds, sessionId: null, userId: null });
    await documents.send(new PutCommand({ TableName: tableName, Item: { ...Item, ...keys } }));
    settle();
  };
  const start = startOfSearch({ from: testTime - 60 * minute, to: testTime + 1, filter: everything });
  const found: string[] = [];
  const query = { ...start, projectId, filter: everything, attributes: [], pageSize: 10, stepSize: 10 };
  const bounds = { maxQueries: 1000, maxMilliseconds: 10_000 };

  for await (const { rows } of searchTraces({ ...query, bounds }, { documents, tableName, blobs })) {
    if (found.length === 0) await move(rows[0]?.traceId ?? '');
    found.push(...rows.map(({ traceId }) => traceId));
  }

  expect(found).toHaveLength(200);
  expect(new Set(found).size).toBe(200);
});
