import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { outdated, retryOnChange } from './retry-on-change.ts';
import { transact } from './transact.ts';

function cancelled(...codes: string[]): TransactionCanceledException {
  return new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });
}

/** DynamoDB as the network shows it: it answers each call with the next of these. */
function answering(answers: (Error | null)[]) {
  const left = [...answers];
  const send = async () => {
    const answer = left.shift();
    if (answer) throw answer;
    return {};
  };
  return { documents: { send } as unknown as DynamoDBDocumentClient, left };
}

describe('a transaction', () => {
  test('that collides with another is tried again', async () => {
    const { documents, left } = answering([
      cancelled('None', 'TransactionConflict'),
      cancelled('ThrottlingError', 'None'),
      null,
    ]);

    expect(await transact(documents, [])).toEqual({ isDone: true });
    expect(left).toEqual([]);
  });

  test('whose condition fails says which one', async () => {
    const { documents } = answering([cancelled('None', 'ConditionalCheckFailed', 'TransactionConflict')]);

    expect(await transact(documents, [])).toMatchObject({ isDone: false, failedConditions: [false, true, false] });
  });

  test('whose condition fails says how the item stands, where that is asked for', async () => {
    const refusal = new TransactionCanceledException({
      ...{ message: 'cancelled', $metadata: {} },
      CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed', Item: { committed: { N: '7' } } }],
    });

    expect(await transact(answering([refusal]).documents, [])).toMatchObject({ found: [undefined, { committed: 7 }] });
  });

  test('gives up in the end, and at once where trying again is useless', async () => {
    const busy = cancelled('TransactionConflict');
    const wrong = cancelled('ValidationError');
    const down = new Error('no route');

    await expect(transact(answering(Array(20).fill(busy)).documents, [])).rejects.toBe(busy);
    await expect(transact(answering([wrong]).documents, [])).rejects.toBe(wrong);
    await expect(transact(answering([down]).documents, [])).rejects.toBe(down);
  }, 15_000);
});

describe('a change that others come between', () => {
  test('is made anew until it fits', async () => {
    let tries = 0;

    expect(await retryOnChange(async () => (++tries < 3 ? outdated : 'done'))).toBe('done');
  });

  test('is a conflict in the end', async () => {
    await expect(retryOnChange(async () => outdated)).rejects.toMatchObject({
      status: 409,
      code: 'changed_concurrently',
    });
  });
});
