import { expect, test } from 'vitest';
import { silentLogger } from '../../../shared/observability/logger.ts';
import { testProjectId, testTime } from '../../../test/support/build-span.ts';
import { memoryRawStore } from '../testing/memory-archive.ts';
import { createRawArchive } from './raw-archive.ts';

const day = 86_400_000;

test.each([
  ['at once', 0, 30],
  ['a moment later', 5_000, 30],
  ['after ten days among the dead letters', 10 * day, 14],
  ['when its project keeps it no longer', 40 * day, 1],
])('what its project keeps for 30 days goes when that ends, if it is archived %s', async (_, late, lifetime) => {
  const store = memoryRawStore();
  const projects = { get: async () => null };
  const archive = createRawArchive({ store, projects, logger: silentLogger, clock: () => testTime + late });

  const { rawKey, written } = archive.put({
    ...{ projectId: testProjectId, receivedAt: testTime, spanCount: 1, keyId: null, retentionDays: 30 },
    ...{ path: '/otel/v1/traces', contentType: 'application/json', contentEncoding: 'identity' },
    body: new Uint8Array(),
  });

  expect(await written).toBe(true);
  expect(store.objects.get(rawKey)).toMatchObject({ retentionDays: 30, lifetime });
});
