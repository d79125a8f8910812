import { expect, test } from 'vitest';
import { createPorts } from './ports.ts';

const environment = {
  STAGE: 'local',
  CORE_TABLE: 'core',
  KEY_PEPPER_SECRET_ID: 'pepper',
  USER_POOL_ID: 'us-east-1_pool',
  USER_POOL_CLIENT_ID: 'client',
  PROVIDER_SECRET_PREFIX: 'signalbox/local/providers/',
  ALLOWS_PRIVATE_PROVIDERS: 'true',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
};

test('ports are made from the environment, without a call', () => {
  expect(createPorts(environment).allowsPrivateProviders).toBe(true);
  expect(createPorts({ ...environment, ALLOWS_PRIVATE_PROVIDERS: 'false' }).allowsPrivateProviders).toBe(false);
});

test('a bad value names its variable', () => {
  expect(() => createPorts({ ...environment, ALLOWS_PRIVATE_PROVIDERS: 'maybe' })).toThrow('ALLOWS_PRIVATE_PROVIDERS');
  expect(() => createPorts({ ...environment, PROVIDER_SECRET_PREFIX: undefined })).toThrow('PROVIDER_SECRET_PREFIX');
});
