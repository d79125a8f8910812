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
  const completed = await completeRows('p', rows, null, { documents, tableName: 'traces' });

  expect(completed).toMatchObject([
    { sortKey: '2#b', traceId: 'b', item: { name: 'second', version: 7 } },
    { sortKey: '1#a', traceId: 'a', item: { name: 'first' } },
  ]);
  expect(await completeRows('p', [], null, { documents, tableName: 'traces' })).toEqual([]);
});

test('a trace whose start moved while the index was read is asked for and there once, where it was met first', async () => {
  const { documents } = createMemoryTable('traces');
  const Item = { ...metaKey('p', 'a'), traceId: 'a', timeSk: '1#a', name: 'moved', version: 2 };
  await documents.send(new PutCommand({ TableName: 'traces', Item }));
  const asked: unknown[] = [];
  const send = async (command: Parameters<typeof documents.send>[0]) => {
    asked.push(command.input);
    return await documents.send(command);
  };

  const counting = { send } as unknown as typeof documents;
  const completed = await completeRows('p', [row('a', 2), row('a', 1)], null, {
    documents: counting,
    tableName: 'traces',
  });

  expect(completed).toMatchObject([{ sortKey: '2#a', item: { name: 'moved' } }]);
  // DynamoDB refuses a request that has a key twice.
  expect(asked).toMatchObject([{ RequestItems: { traces: { Keys: [metaKey('p', 'a')] } } }]);
});
