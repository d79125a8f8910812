import { createSocket } from 'node:dgram';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Logger } from './powertools-logger.ts';
import { Metrics, MetricUnit } from './powertools-metrics.ts';
import { Tracer } from './powertools-tracer.ts';

const printed: Record<string, unknown>[] = [];
beforeEach(() => {
  printed.length = 0;
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => printed.push(JSON.parse(String(line))) > 0);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test('each level is a line, from the threshold on', () => {
  vi.stubEnv('LOG_LEVEL', 'warn');
  vi.stubEnv('_X_AMZN_TRACE_ID', 'Root=1-abc;Parent=def;Sampled=1');
  const logger = new Logger({ serviceName: 'test' });
  for (const level of ['debug', 'info', 'warn', 'error'] as const) logger[level](level, { n: 1 });

  expect(printed).toMatchObject([
    { level: 'WARN', message: 'warn', service: 'test', xray_trace_id: '1-abc', n: 1 },
    { level: 'ERROR', message: 'error' },
  ]);
});

test('an error is logged with its stack and its cause; an unknown threshold is INFO', () => {
  vi.stubEnv('LOG_LEVEL', 'loud');
  const logger = new Logger({ serviceName: 'test' });
  logger.debug('unseen', {});
  logger.error('failed', { error: new TypeError('broken', { cause: new Error('why') }), big: 1n });

  expect(printed).toMatchObject([
    { error: { name: 'TypeError', message: 'broken', stack: expect.any(String), cause: { message: 'why' } }, big: '1' },
  ]);
});

test('metrics are one line in the embedded format, and then forgotten', () => {
  const metrics = new Metrics({ namespace: 'Signalbox', serviceName: 'gateway' });
  metrics.addMetadata('route', 'chat');
  metrics.addMetric('Latency', MetricUnit.Milliseconds, 12);
  metrics.publishStoredMetrics();
  metrics.publishStoredMetrics();

  expect(printed[0]).toMatchObject({
    _aws: {
      CloudWatchMetrics: [
        {
          Namespace: 'Signalbox',
          Dimensions: [['service']],
          Metrics: [{ Name: 'Latency', Unit: 'Milliseconds' }],
        },
      ],
    },
    service: 'gateway',
    route: 'chat',
    Latency: 12,
  });
  expect(printed[1]).not.toHaveProperty('Latency');
});

test('a subsegment reaches the daemon under the segment of the invocation', async () => {
  const daemon = createSocket('udp4');
  await new Promise<void>((done) => daemon.bind(0, '127.0.0.1', done));
  vi.stubEnv('AWS_XRAY_DAEMON_ADDRESS', `127.0.0.1:${daemon.address().port}`);
  vi.stubEnv('_X_AMZN_TRACE_ID', 'Root=1-abc;Parent=def;Sampled=1');
  const received = new Promise<string>((done) => daemon.once('message', (message) => done(message.toString())));
  const segment = new Tracer().getSegment()?.addNewSubsegment('## chat');
  segment?.addAnnotation('status', 500);
  segment?.addErrorFlag();
  segment?.close();
  const [header = '', document = ''] = (await received).split('\n');
  daemon.close();

  expect(JSON.parse(header)).toEqual({ format: 'json', version: 1 });
  expect(JSON.parse(document)).toMatchObject({
    ...{ type: 'subsegment', name: '## chat', trace_id: '1-abc', parent_id: 'def', error: true },
    ...{ annotations: { status: 500 }, start_time: expect.any(Number), end_time: expect.any(Number) },
  });
});

test.each([
  ['no trace', { _X_AMZN_TRACE_ID: '' }],
  ['a trace that is not sampled', { _X_AMZN_TRACE_ID: 'Root=1-abc;Parent=def;Sampled=0' }],
  ['tracing that is off', { POWERTOOLS_TRACE_ENABLED: 'false', _X_AMZN_TRACE_ID: 'Root=1;Parent=2;Sampled=1' }],
])('with %s there is no segment', (_, environment) => {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);

  expect(new Tracer().getSegment()).toBeUndefined();
});
