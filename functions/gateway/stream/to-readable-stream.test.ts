import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { toAppError, toOpenAiError } from '../../../shared/http/error-answer.ts';
import { toReadableStream } from './to-readable-stream.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function streamOf(source: AsyncGenerator<Uint8Array>) {
  const ends: (string | null)[] = [];
  const stream = toReadableStream({
    source,
    first: source.next(),
    heartbeatMs: 1_000,
    heartbeat: Buffer.from(': heartbeat\n\n'),
    toError: toAppError,
    encodeError: (error) => Buffer.from(`data: ${JSON.stringify(toOpenAiError(error))}\n\n`),
    onEnd: (error) => ends.push(error?.code ?? null),
    onLeave: () => ends.push('left'),
  });
  return { reader: stream.getReader(), ends };
}

const textOf = ({ value }: { value?: Uint8Array | undefined }) => Buffer.from(value ?? []).toString();

test('silence is bridged for as long as it lasts, and only then', async () => {
  let send: (value: Uint8Array) => void = () => undefined;
  const coming = new Promise<Uint8Array>((resolve) => {
    send = resolve;
  });
  const { reader, ends } = streamOf(
    (async function* () {
      yield await coming;
    })(),
  );
  vi.advanceTimersByTime(2_000);
  expect(textOf(await reader.read())).toBe(': heartbeat\n\n');
  expect(textOf(await reader.read())).toBe(': heartbeat\n\n');
  send(Buffer.from('data: a\n\n'));
  expect(textOf(await reader.read())).toBe('data: a\n\n');
  expect(await reader.read()).toMatchObject({ done: true });
  expect(ends).toEqual([null]);
  expect(vi.getTimerCount()).toBe(0);
});

test('a failure is the last event, and says nothing about itself if it is ours', async () => {
  const { reader, ends } = streamOf(
    (async function* () {
      yield Buffer.from('data: a\n\n');
      throw new Error('secret detail');
    })(),
  );
  await reader.read();
  const last = textOf(await reader.read());

  expect(JSON.parse(last.replace('data: ', ''))).toMatchObject({ error: { code: 'internal_error' } });
  expect(last).not.toContain('secret');
  expect(await reader.read()).toMatchObject({ done: true });
  expect(ends).toEqual(['internal_error']);
});

test('a reader who leaves while the source is waiting ends it, once', async () => {
  let fail: (error: Error) => void = () => undefined;
  const waiting = new Promise<Uint8Array>((_, reject) => {
    fail = reject;
  });
  const { reader, ends } = streamOf(
    (async function* () {
      yield await waiting;
    })(),
  );
  const reading = reader.read();
  const leaving = reader.cancel();
  fail(new Error('aborted'));
  await leaving;

  expect(await reading).toMatchObject({ done: true });
  expect(ends).toEqual(['left']);
  expect(vi.getTimerCount()).toBe(0);
});
