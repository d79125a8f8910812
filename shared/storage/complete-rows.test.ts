import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { createMemoryTable } from '../../test/bench/trace-query/table-in-memory.ts';
import { completeRows } from './complete-rows.ts';
import { metaKey } from './trace-keys.ts';

const row = (traceId: string, start: number) => ({ sortKey: `${start}#${traceId}`, traceId, item: { version: 1 } });

test('rows are whole as they are now, in their order, without those that have gone', async () => {
  const { documents } = createMemoryTable('traces');
  const put = (traceId: string, attributes: Record<string, unknown>) =>
    documents.send(new PutCommand({ TableName: 'traces', Item: { ...metaKey('p', traceId), traceId, ...attributes } }));
  await put('a', { timeSk: '1#a', name: 'first', version: 1 });
  await put('b', { timeSk: '2#b', name: 'second', version: 7 });
  await put('buried', { deletedAt: 5 });

  const rows = [row('b', 2), row('buried', 1), row('gone', 1), row('a', 1)];
  const completed = await completeRows('p', rows, { documents, tableName: 'traces' });

  expect(completed).toMatchObject([
    { sortKey: '2#b', traceId: 'b', item: { name: 'second', version: 7 } },
    { sortKey: '1#a', traceId: 'a', item: { name: 'first' } },
  ]);
  expect(await completeRows('p', [], { documents, tableName: 'traces' })).toEqual([]);
});
