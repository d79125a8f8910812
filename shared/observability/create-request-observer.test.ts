import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { toResponse } from '../http/answer.ts';
import { createRequestObserver } from './create-request-observer.ts';
import { noObserver } from './request-observer.ts';

const request = { route: 'getMe', requestId: 'request-1' };
let now: number;
let printed: Record<string, unknown>[];

beforeEach(() => {
  now = 1000;
  printed = [];
  // Else Powertools prints past the console that a test can listen to.
  vi.stubEnv('POWERTOOLS_DEV', 'true');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
  vi.spyOn(console, 'log').mockImplementation((line: string) => {
    printed.push(JSON.parse(line) as Record<string, unknown>);
  });
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

function createTestObserver() {
  const tracer = new Tracer({ serviceName: 'test' });
  const metrics = new Metrics({ namespace: 'Signalbox', serviceName: 'test' });
  return { tracer, observer: createRequestObserver('test', { metrics, tracer, clock: () => now }) };
}

const answerAfter = (milliseconds: number, response: Response) => async () => {
  now += milliseconds;
  return response;
};

describe('an observed request', () => {
  test('prints one line of metrics, with the route beside them', async () => {
    const { observer } = createTestObserver();

    await observer.observe(request, answerAfter(12, Response.json({})));
    await observer.observe(request, answerAfter(30, new Response(null, { status: 503 })));

    expect(printed).toMatchObject([
      { service: 'test', RequestLatency: 12, RequestServerErrors: 0, route: 'getMe', requestId: 'request-1' },
      { service: 'test', RequestLatency: 30, RequestServerErrors: 1, status: '503' },
    ]);
  });

  test('that streams is measured when its last byte has gone', async () => {
    const { observer } = createTestObserver();
    const response = toResponse(await observer.observe(request, answerAfter(5, stream('data: 1\n\n', 'data: 2\n\n'))));
    expect(printed).toEqual([]);

    now += 100;
    expect(await response.text()).toBe('data: 1\n\ndata: 2\n\n');

    expect(printed).toMatchObject([{ RequestLatency: 105 }]);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
  });

  test('whose reader leaves is measured all the same, once', async () => {
    const { observer } = createTestObserver();
    const response = toResponse(await observer.observe(request, answerAfter(5, stream('data: 1\n\n', 'data: 2\n\n'))));

    await response.body?.cancel();

    expect(printed).toHaveLength(1);
  });

  test('is a subsegment with its outcome, where there is tracing', async () => {
    const { observer, tracer } = createTestObserver();
    const subsegment = { addAnnotation: vi.fn(), addErrorFlag: vi.fn(), close: vi.fn() };
    const addNewSubsegment = vi.fn(() => subsegment);
    vi.spyOn(tracer, 'getSegment').mockReturnValue({ addNewSubsegment } as never);

    await observer.observe(request, answerAfter(1, new Response(null, { status: 500 })));
    await observer.observe(request, answerAfter(1, new Response(null, { status: 404 })));

    expect(addNewSubsegment).toHaveBeenCalledWith('## getMe');
    expect(subsegment.addAnnotation).toHaveBeenCalledWith('status', 500);
    expect(subsegment.addErrorFlag).toHaveBeenCalledTimes(1);
    expect(subsegment.close).toHaveBeenCalledTimes(2);
  });
});

test('nothing is measured where nothing is to be', async () => {
  const response = new Response('as it is');

  expect(await noObserver.observe(request, async () => response)).toBe(response);
  expect(createRequestObserver('default')).toHaveProperty('observe');
  expect(printed).toEqual([]);
});

function stream(...chunks: string[]): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
      controller.close();
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}
