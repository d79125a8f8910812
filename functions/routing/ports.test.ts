import { expect, test } from 'vitest';
import { createPorts } from './ports.ts';

const environment = {
  STAGE: 'local',
  CORE_TABLE: 'core',
  KEY_PEPPER_SECRET_ID: 'pepper',
  USER_POOL_ID: 'us-east-1_pool',
  USER_POOL_CLIENT_ID: 'client',
  TRACES_TABLE: 'traces',
  ROLLUPS_TABLE: 'rollups',
  TELEMETRY_BUCKET: 'telemetry',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
};

test('ports are made from the environment, without a call, and a missing variable is named', () => {
  expect(createPorts(environment).clock()).toBeGreaterThan(0);
  expect(() => createPorts({ ...environment, ROLLUPS_TABLE: undefined })).toThrow('ROLLUPS_TABLE');
});
