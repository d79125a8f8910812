import { createSocket } from 'node:dgram';
import middy from '@middy/core';
import { afterEach, expect, test, vi } from 'vitest';
import { Tracer } from './powertools-tracer.ts';
import { captureLambdaHandler } from './powertools-tracer-middleware.ts';

afterEach(() => vi.unstubAllEnvs());

test('each invocation is a subsegment, of which the first says that it was a cold start', async () => {
  const daemon = createSocket('udp4');
  const documents: Record<string, unknown>[] = [];
  daemon.on('message', (message) => documents.push(JSON.parse(message.toString().split('\n')[1] ?? '')));
  await new Promise<void>((done) => daemon.bind(0, '127.0.0.1', done));
  vi.stubEnv('AWS_XRAY_DAEMON_ADDRESS', `127.0.0.1:${daemon.address().port}`);
  vi.stubEnv('_X_AMZN_TRACE_ID', 'Root=1-abc;Parent=def;Sampled=1');
  vi.stubEnv('_HANDLER', 'index.handler');
  const handler = middy(async (event: string) => {
    if (event === 'bad') throw new Error('bad');
    return event;
  }).use(captureLambdaHandler(new Tracer({ serviceName: 'tracing' }), { captureResponse: false }));
  const invoke = (event: string) => handler(event, {} as never);

  await invoke('good');
  await expect(invoke('bad')).rejects.toThrow('bad');
  await vi.waitFor(() => expect(documents).toHaveLength(2));
  daemon.close();

  const ofTrace = { trace_id: '1-abc', parent_id: 'def', name: '## index.handler' };
  expect(documents).toMatchObject([
    { ...ofTrace, annotations: { ColdStart: true, Service: 'tracing' } },
    { ...ofTrace, error: true, annotations: { ColdStart: false, Service: 'tracing' } },
  ]);
});

test('responses are never captured', () => {
  expect(() => captureLambdaHandler(new Tracer(), { captureResponse: true as never })).toThrow('never captured');
});
