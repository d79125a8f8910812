import { expect, test } from 'vitest';
import { createPorts } from './ports.ts';

const environment = {
  STAGE: 'local',
  CORE_TABLE: 'core',
  TRACES_TABLE: 'traces',

  ROLLUPS_TABLE: 'rollups',
  KEY_PEPPER_SECRET_ID: 'pepper',
  USER_POOL_ID: 'us-east-1_pool',
  USER_POOL_CLIENT_ID: 'client',
  TELEMETRY_BUCKET: 'bucket',
  INGESTION_QUEUE_URL: 'http://127.0.0.1:4566/000000000000/queue',
  LIVE_QUEUE_URL: 'http://127.0.0.1:4566/000000000000/live',
  CONNECTIONS_TABLE: 'connections',
  PROVIDER_SECRET_PREFIX: 'signalbox/local/',
  ALLOWS_PRIVATE_PROVIDERS: 'true',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
};

test('everything is built from the environment, and there is nothing to flush yet', async () => {
  const ports = createPorts(environment);

  expect(ports.stage).toBe('local');
  expect(ports.monotonic()).toBeGreaterThan(0);
  await expect(ports.flush()).resolves.toBeUndefined();
});

test.each(Object.keys(environment).filter((name) => name !== 'AWS_ENDPOINT_URL'))('without %s it is named', (name) => {
  expect(() => createPorts({ ...environment, [name]: undefined })).toThrow(`config.${name}`);
});
