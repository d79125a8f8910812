import { expect, test } from 'vitest';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { ConflictError } from '../http/errors.ts';
import { type AnnotationObject, NotArchivableError } from './annotation-archive.ts';
import { retryArchived } from './retry-archived.ts';
import type { TransactItem } from './transact.ts';
import { transactArchived } from './transact-archived.ts';

/** What becomes of the object of a request that fails so: while it is archived, while its items are prepared, or when it is sent. */
async function fateOf({ writing, preparing, sending }: Partial<Record<'writing' | 'preparing' | 'sending', Error>>) {
  const did: string[] = [];
  const failing = (name: string, error?: Error) => async () => {
    did.push(name);
    if (error !== undefined) throw error;
  };
  const object: AnnotationObject = {
    ...{ rawKey: 'raw', write: failing('write', writing) },
    ...{ withdraw: failing('withdraw'), reconcile: failing('reconcile') },
  };
  const prepareItems = async (): Promise<TransactItem[]> => {
    if (preparing !== undefined) throw preparing;
    return [];
  };
  const documents = { send: failing('send', sending) } as unknown as DynamoDBDocumentClient;
  const archived = { object, said: { scores: [], tags: [] }, keepUntil: 0, prepareItems };

  await expect(retryArchived(object, () => transactArchived(archived, documents))).rejects.toBe(
    writing ?? preparing ?? sending,
  );
  return did;
}

test('what failed before anything was sent is taken back', async () => {
  expect(await fateOf({ preparing: new TypeError('a mistake') })).toEqual(['write', 'withdraw']);
  expect(await fateOf({ preparing: new ConflictError('not now') })).toEqual(['write', 'withdraw']);
});

test('what may have been stored is left to whoever looks what the table has', async () => {
  expect(await fateOf({ sending: new Error('the connection broke') })).toEqual(['write', 'send', 'reconcile']);
});

test('what nobody archives is not sent, nor taken back', async () => {
  expect(await fateOf({ writing: new NotArchivableError(null) })).toEqual(['write']);
});
