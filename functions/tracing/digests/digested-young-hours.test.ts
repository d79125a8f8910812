import { beforeAll, describe, expect, test } from 'vitest';
import type { DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import { silentLogger } from '../../../shared/observability/logger.ts';
import { systemIds } from '../../../shared/runtime/ids.ts';
import { hourOf } from '../../../shared/storage/trace-digest-keys.ts';
import { createTraceDigests } from '../../../shared/storage/trace-digests.ts';
import { createTraceRepository, type TraceRepository } from '../../../shared/storage/trace-repository.ts';
import { parseFilter } from '../../../shared/trace-filter/parse-filter.ts';
import { seededProjectId, seedTraces } from '../../../test/bench/trace-query/seed-traces.ts';
import { createMemoryTable } from '../../../test/bench/trace-query/table-in-memory.ts';
import { tagLate } from '../../../test/bench/trace-query/write-late.ts';
import { hexOf, testTime } from '../../../test/support/build-span.ts';
import { memoryBlobs } from '../../../test/support/memory-blobs.ts';
import { putStandingFence, standingFence } from '../../../test/support/standing-fence.ts';
import { digestSlices } from './digest-slices.ts';

const hour = 3_600_000;
const count = 15_000;
const late = [4000, 5555, 7001, 9003, 12_000];
const range = { projectId: seededProjectId, from: testTime - 3 * hour, to: testTime + 1 };

let traces: TraceRepository;
let scannedCount = 0;

beforeAll(async () => {
  const { documents, settle } = createMemoryTable('traces');
  const ports = { tableName: 'traces', blobs: memoryBlobs() };
  await seedTraces({ count, withPacks: 0, within: 3 * hour }, { ...ports, documents });
  settle();
  await putStandingFence(documents, 'traces');
  const digests = createTraceDigests({ documents, tableName: 'traces' });
  for (let place = 0; place <= 3; place++) {
    const of = { projectId: seededProjectId, hour: hourOf(testTime) - place * hour, fence: standingFence.id };
    await digestSlices(of, { digests, clock: () => testTime, ids: systemIds });
  }
  for (const index of late) await tagLate(index, documents, 'traces');
  settle();
  traces = createTraceRepository({
    ...{ ...ports, documents: countingScanned(documents), logger: silentLogger, clock: () => testTime },
  });
});

function countingScanned(client: DynamoDBDocumentClient): DynamoDBDocumentClient {
  const send = async (command: Parameters<DynamoDBDocumentClient['send']>[0]) => {
    const answer = await client.send(command);
    if ('IndexName' in command.input && 'ScannedCount' in answer) scannedCount += answer.ScannedCount ?? 0;
    return answer;
  };
  return { send } as unknown as DynamoDBDocumentClient;
}

async function find(text: string) {
  const parsed = parseFilter(text);
  if (!parsed.isValid) throw new Error(parsed.problem.message);
  scannedCount = 0;
  return await traces.list({ ...range, filter: parsed.filter, limit: 50 });
}

describe('a search in hours that are not over', () => {
  test('reads the last half hour, and beside slices what was written late', async () => {
    const page = await find('tag:nowhere');

    expect(page).toMatchObject({ items: [], nextCursor: null, searchedCount: count });
    // 25 minutes after its end a slice may be digested.
    expect(scannedCount).toBeGreaterThanOrEqual((count * 25) / 180);
    expect(scannedCount).toBeLessThan((count * 40) / 180);
  });

  test('finds what was written after a slice was digested', async () => {
    const { items } = await find('tag:late');

    expect(items.map(({ traceId }) => traceId)).toEqual(late.map((index) => hexOf(`seeded ${index}`, 32)));
    expect(scannedCount).toBeLessThan((count * 40) / 180);
  });
});
