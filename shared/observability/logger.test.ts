import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLogger, silentLogger } from './logger.ts';

const printed: string[] = [];

beforeEach(() => {
  printed.length = 0;
  // Else Powertools prints past the console that a test can listen to.
  vi.stubEnv('POWERTOOLS_DEV', 'true');
  for (const method of ['debug', 'info', 'warn', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation((line: string) => void printed.push(line));
  }
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test('each level is a line of JSON with the event’s name, the service and the fields', () => {
  vi.stubEnv('LOG_LEVEL', 'DEBUG');
  const logger = createLogger('test');

  for (const level of ['debug', 'info', 'warn', 'error'] as const)
    logger[level]('request.failed', { requestId: level });
  logger.info('request.failed');

  const lines = printed.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ level, message, service, requestId }) => [level, message, service, requestId])).toEqual([
    ['DEBUG', 'request.failed', 'test', 'debug'],
    ['INFO', 'request.failed', 'test', 'info'],
    ['WARN', 'request.failed', 'test', 'warn'],
    ['ERROR', 'request.failed', 'test', 'error'],
    ['INFO', 'request.failed', 'test', undefined],
  ]);
});

test('an error is logged with its stack, for whoever has to find it', () => {
  createLogger('test').error('request.failed', { error: new TypeError('broken') });

  expect(JSON.parse(printed[0] ?? '')).toMatchObject({ error: { name: 'TypeError', message: 'broken' } });
});

test('the silent logger says nothing', () => {
  for (const level of ['debug', 'info', 'warn', 'error'] as const) silentLogger[level]('request.failed');

  expect(printed).toEqual([]);
});
