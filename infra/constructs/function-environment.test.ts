import { Aws } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { assertEnvironment } from './function-environment.ts';

const schema = z.object({
  STAGE: z.string(),
  DELIVERY: z.enum(['email', 'response']),
  QUEUE_URL: z.url(),
  FLUSH_MS: z.string().optional(),
});
const complete = { STAGE: 'dev', DELIVERY: 'email', QUEUE_URL: `https://sqs.${Aws.REGION}` };

describe('assertEnvironment', () => {
  it('takes exactly the variables of the schema, with values that only a deployment knows', () => {
    expect(() => assertEnvironment('worker', schema, complete)).not.toThrow();
  });

  it.each<[string, Record<string, string>]>([
    ['STAGE is missing', { DELIVERY: 'email', QUEUE_URL: 'https://a' }],
    ['EXTRA is not in its schema', { ...complete, EXTRA: '1' }],
    ['DELIVERY: ', { ...complete, DELIVERY: 'pigeon' }],
    ['QUEUE_URL: ', { ...complete, QUEUE_URL: 'nowhere' }],
  ])('says of worker that %s', (fault, environment) => {
    expect(() => assertEnvironment('worker', schema, environment)).toThrow(`Environment of worker: ${fault}`);
  });
});
