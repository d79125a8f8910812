import { describe, expect, test, vi } from 'vitest';
import { testTime } from '../../test/support/build-span.ts';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { type Logger, silentLogger } from '../observability/logger.ts';
import type { IngestionRecord } from '../telemetry/ingestion-record.ts';
import { createAcceptedCounter } from './ingestion-counts-accepted.ts';

const recordOf = (projectId: string, spanCount: number, receivedAt = testTime): IngestionRecord => ({
  ...{ projectId, source: 'otlp', receivedAt },
  spans: Array.from({ length: spanCount }, () => ({}) as IngestionRecord['spans'][number]),
});

interface Update {
  input: { Key: { pk: string; sk: string }; ExpressionAttributeValues: Record<string, unknown> };
}

function createWorld(gatherMilliseconds = 60_000) {
  const world = { refuses: false, totals: new Map<string, unknown>(), notes: 0, logged: [] as unknown[] };
  const documents = {
    send: async ({ input: { Key, ExpressionAttributeValues } }: Update) => {
      if (world.refuses) throw new Error('refused');
      if (Key.pk.startsWith('INGESTION_HOURS#')) world.notes += 1;
      else world.totals.set(`${Key.pk} ${Key.sk}`, ExpressionAttributeValues[':spans']);
    },
  } as unknown as DynamoDBDocumentClient;
  const logger: Logger = {
    ...silentLogger,
    warn: (event, fields) => world.logged.push([event, fields?.['spanCount']]),
  };
  const counter = createAcceptedCounter({ documents, tableName: 't', logger, processId: 'me', gatherMilliseconds });
  return { world, counter };
}

describe('accepted spans', () => {
  test('are written as totals of project and hour, under the process that counted them', async () => {
    const { world, counter } = createWorld();
    counter.add([recordOf('p', 2), recordOf('q', 5), recordOf('p', 1, testTime + 3_600_000)]);
    await counter.flush();
    counter.add([recordOf('p', 3)]);
    await counter.flush();
    await counter.flush();

    expect([...world.totals.values()]).toEqual([5, 5, 1]);
    expect([...world.totals.keys()][0]).toMatch(/^INGESTION_ACCEPTED#p#\d+ \d{14}#me$/);
    expect(world.notes).toBe(3);
  });

  test('of a replay were counted when they came', async () => {
    const { world, counter } = createWorld();
    counter.add([{ ...recordOf('p', 2), isReplay: true }]);
    await counter.flush();

    expect(world.totals.size).toBe(0);
  });

  test('that could not be written are logged, and written with the next', async () => {
    const { world, counter } = createWorld();
    world.refuses = true;
    counter.add([recordOf('p', 2)]);
    await counter.flush();
    expect(world.logged).toEqual([['ingestion.count.failed', 2]]);

    world.refuses = false;
    await counter.flush();
    expect([...world.totals.values()]).toEqual([2]);
  });

  test('are written by themselves after a while', async () => {
    const { world, counter } = createWorld(1);
    counter.add([recordOf('p', 4)]);

    await vi.waitFor(() => expect([...world.totals.values()]).toEqual([4]));
  });
});
