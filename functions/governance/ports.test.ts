import { expect, test } from 'vitest';
import { createPorts } from './ports.ts';

const environment = {
  STAGE: 'local',
  CORE_TABLE: 'core',
  ROLLUPS_TABLE: 'rollups',
  KEY_PEPPER_SECRET_ID: 'pepper',
  USER_POOL_ID: 'us-east-1_pool',
  USER_POOL_CLIENT_ID: 'client',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
};

test('ports are made from the environment, without a call', () => {
  expect(createPorts(environment).clock()).toBeGreaterThan(0);
});

test('a missing table names its variable', () => {
  expect(() => createPorts({ ...environment, ROLLUPS_TABLE: undefined })).toThrow('ROLLUPS_TABLE');
});
