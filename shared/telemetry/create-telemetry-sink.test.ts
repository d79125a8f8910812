import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, test, vi } from 'vitest';
import { buildCall, hexOf, testProjectId, testTime } from '../../test/support/build-span.ts';
import { memoryBlobs } from '../../test/support/memory-blobs.ts';
import { UnavailableError } from '../http/errors.ts';
import { type Logger, silentLogger } from '../observability/logger.ts';
import { createTelemetrySink, type TelemetrySinkPorts } from './create-telemetry-sink.ts';
import { decodeIngestionMessage, openIngestionMessage } from './ingestion-message.ts';
import type { IngestionRecord } from './ingestion-record.ts';
import { mapConcurrently } from './map-concurrently.ts';
import { retryDelay } from './retry-delay.ts';
import { toPayload } from './to-payload.ts';

const recordOf = (name: string, text = 'hi'): IngestionRecord => ({
  projectId: testProjectId,
  source: 'gateway',
  receivedAt: testTime,
  spans: [buildCall({ traceId: hexOf(name, 32), name, input: toPayload(text) })],
});

/** A queue and a bucket that a test can switch off. */
function createOutside() {
  const bodies: string[] = [];
  const spooled: string[] = [];
  const outside = {
    bodies,
    spooled,
    queueWorks: true,
    bucketWorks: true,
    sqs: {
      send: async (command: { input: { MessageBody: string } }) => {
        if (!outside.queueWorks) throw new Error('the queue is down');
        bodies.push(command.input.MessageBody);
      },
    } as unknown as SQSClient,
    s3: {
      send: async (command: { input: { Key: string } }) => {
        if (!outside.bucketWorks) throw new Error('the bucket is down');
        spooled.push(command.input.Key);
      },
    } as unknown as S3Client,
  };
  return outside;
}

function createSink(outside: ReturnType<typeof createOutside>, overrides: Partial<TelemetrySinkPorts> = {}) {
  return createTelemetrySink({
    ...outside,
    queueUrl: 'q',
    bucket: 'b',
    logger: silentLogger,
    clock: () => testTime,
    ids: () => 'id',
    flushAfterMs: 5,
    limits: { backoff: { baseMilliseconds: 1, capMilliseconds: 2 } },
    ...overrides,
  });
}

async function namesIn(bodies: readonly string[]): Promise<string[][]> {
  const messages = await Promise.all(bodies.map((body) => decodeIngestionMessage(body, memoryBlobs())));
  return messages.map((records) => records.flatMap((record) => record.spans.map((span) => span.name)));
}

describe('recorded', () => {
  test('in a short time leaves in one message, by itself', async () => {
    const outside = createOutside();
    const sink = createSink(outside);

    sink.record(recordOf('a'));
    sink.record(recordOf('b'));
    expect(outside.bodies).toEqual([]);

    await vi.waitFor(async () => expect(await namesIn(outside.bodies)).toEqual([['a', 'b']]));
  });

  test('so much that a batch is full does not wait for the time', async () => {
    const outside = createOutside();
    const sink = createSink(outside, { flushAfterMs: 60_000 });

    for (let index = 0; index < 250; index++) sink.record(recordOf(`r${index}`));

    await vi.waitFor(async () => expect((await namesIn(outside.bodies)).map((each) => each.length)).toEqual([200, 50]));
  });

  test('large payloads are split over messages by their size', async () => {
    const outside = createOutside();
    const sink = createSink(outside, { flushAfterMs: 60_000 });
    const text = 'x'.repeat(600_000);

    for (const name of ['a', 'b', 'c']) sink.record(recordOf(name, text));
    await sink.flush();

    expect(await namesIn(outside.bodies)).toEqual([['a'], ['b'], ['c']]);
  });

  test('is durable after a flush, and a flush of nothing ends at once', async () => {
    const outside = createOutside();
    const sink = createSink(outside, { flushAfterMs: 60_000 });
    await sink.flush();

    sink.record(recordOf('a'));
    const flushing = sink.flush();
    sink.record(recordOf('b'));
    await Promise.all([flushing, sink.flush()]);

    expect((await namesIn(outside.bodies)).flat()).toEqual(['a', 'b']);
  });

  test('while the queue refuses goes to the spool', async () => {
    const outside = createOutside();
    outside.queueWorks = false;
    const sink = createSink(outside);

    sink.record(recordOf('a'));
    await sink.flush();

    expect(outside.spooled).toEqual(['spool/2026-03-10/id']);
  });

  test('while nothing takes it waits, and a flush gives up waiting', async () => {
    const outside = createOutside();
    outside.queueWorks = false;
    outside.bucketWorks = false;
    const backoff = { baseMilliseconds: 1, capMilliseconds: 2 };
    const sink = createSink(outside, { limits: { maxFlushMilliseconds: 30, backoff } });

    sink.record(recordOf('a'));
    await sink.flush();
    expect(outside.bodies).toEqual([]);

    outside.queueWorks = true;
    await sink.flush();
    expect(await namesIn(outside.bodies)).toEqual([['a']]);
  });

  test('that is no JSON is given up, with the others kept', async () => {
    const outside = createOutside();
    const lost: unknown[] = [];
    const logger: Logger = { ...silentLogger, error: (event) => lost.push(event) };
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    const sink = createSink(outside, { logger });

    sink.record({ ...recordOf('broken'), spans: [buildCall({ metadata: circular })] });
    sink.record(recordOf('whole'));
    await sink.flush();

    expect(await namesIn(outside.bodies)).toEqual([['whole']]);
    expect(lost).toEqual(['ingestion.enqueue.lost']);
  });
});

describe('sent', () => {
  test('resolves when the queue has it', async () => {
    const outside = createOutside();

    await createSink(outside).send([recordOf('a'), recordOf('b')]);

    expect(await namesIn(outside.bodies)).toEqual([['a', 'b']]);
  });

  test('nothing sends nothing', async () => {
    const outside = createOutside();

    await createSink(outside).send([]);

    expect(outside.bodies).toEqual([]);
  });

  test('throws what the caller may retry when neither queue nor spool takes it', async () => {
    const outside = createOutside();
    outside.queueWorks = false;
    outside.bucketWorks = false;

    const refusal = await createSink(outside)
      .send([recordOf('a')])
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UnavailableError);
    expect(refusal).toMatchObject({ status: 503, retryAfterSeconds: 5 });
  });
});

describe('a request that the archive refused', () => {
  const request = {
    ...{ projectId: testProjectId, rawKey: 'raw/p/h/1', path: '/otel/v1/traces', keyId: null, body: 'aGk=' },
    ...{ contentType: 'application/json', contentEncoding: 'identity', traceIds: [] },
  };

  test('is in the queue, and is not counted as accepted once more', async () => {
    const outside = createOutside();
    const counted: unknown[] = [];
    const counter = { add: (records: unknown) => void counted.push(records), flush: async () => undefined };

    await createSink(outside, { counter }).sendUnarchived(request);

    const [body = ''] = outside.bodies;
    expect(await openIngestionMessage(body, memoryBlobs())).toMatchObject({ records: [], unarchived: request });
    expect(counted).toEqual([]);
  });

  test('is spooled while the queue refuses, and sent again by its sender where nothing takes it', async () => {
    const outside = createOutside();
    outside.queueWorks = false;
    await createSink(outside).sendUnarchived(request);
    expect(outside.spooled).toEqual(['spool/2026-03-10/id']);

    outside.bucketWorks = false;
    await expect(createSink(outside).sendUnarchived(request)).rejects.toBeInstanceOf(UnavailableError);
  });
});

test('retries spread over the whole time up to the step, which doubles up to the cap', () => {
  const backoff = { baseMilliseconds: 100, capMilliseconds: 500 };

  expect([0, 1, 2, 3, 9].map((attempt) => retryDelay(attempt, backoff, () => 1))).toEqual([100, 200, 400, 500, 500]);
  expect(retryDelay(5, backoff, () => 0)).toBe(0);
  expect(retryDelay(5, backoff)).toBeLessThan(500);
});

test('concurrent mapping keeps its order and its limit, and fails with the first failure', async () => {
  let running = 0;
  let most = 0;
  const results = await mapConcurrently([3, 1, 2], 2, async (value) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((done) => setTimeout(done, value));
    running -= 1;
    return value * 2;
  });

  expect(results).toEqual([6, 2, 4]);
  expect(most).toBe(2);
  await expect(mapConcurrently([1], 2, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
});
