import { expect, test } from 'vitest';
import { awsClientConfig } from './client-config.ts';

test('in AWS the region is where the function runs, and credentials come from its role', () => {
  expect(awsClientConfig({ AWS_REGION: 'eu-central-1' })).toEqual({ region: 'eu-central-1', maxAttempts: 4 });
  expect(awsClientConfig({ AWS_DEFAULT_REGION: 'eu-west-1' }).region).toBe('eu-west-1');
  expect(awsClientConfig({}).region).toBe('us-east-1');
});

test('with an emulator nobody’s own credentials are used', () => {
  const environment = {
    AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
    AWS_ACCESS_KEY_ID: 'AKIAREAL',
    AWS_SECRET_ACCESS_KEY: 'real',
    AWS_PROFILE: 'production',
  };

  expect(awsClientConfig(environment)).toMatchObject({
    endpoint: 'http://127.0.0.1:4566',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
});
