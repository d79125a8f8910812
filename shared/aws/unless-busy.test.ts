import { ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { TableRefusedError } from '../storage/batch-get.ts';
import { unlessBusy } from './unless-busy.ts';

test('what a busy table refuses is done without, and no other failure hidden', async () => {
  const throttled = new ProvisionedThroughputExceededException({ message: 'Slow down.', $metadata: {} });
  expect(await unlessBusy(Promise.reject(throttled))).toBeNull();
  expect(await unlessBusy(Promise.reject(new TableRefusedError('traces', 5)))).toBeNull();
  expect(await unlessBusy(Promise.resolve('read'))).toBe('read');
  await expect(unlessBusy(Promise.reject(new Error('No such table.')))).rejects.toThrow('No such table.');
});
