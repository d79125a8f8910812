import { expect, test, vi } from 'vitest';
import { Answer } from '../http/answer.ts';
import { afterBody } from './after-body.ts';

const headers = { 'content-type': 'text/event-stream' };
type Source = ConstructorParameters<typeof ReadableStream<Uint8Array>>[0];
const streamOf = (source: Source) => new Response(new ReadableStream<Uint8Array>(source), { headers });

test('a stream is over when its last byte was taken', async () => {
  const done = vi.fn();
  const response = afterBody(
    streamOf({
      start(controller) {
        controller.enqueue(Buffer.from('all of it'));
        controller.close();
      },
    }),
    done,
  );

  expect(done).not.toHaveBeenCalled();
  expect(await response.text()).toBe('all of it');
  expect(done).toHaveBeenCalledOnce();
});

test('or when its reader leaves, of which its source is told', async () => {
  const [done, cancel] = [vi.fn(), vi.fn()];
  await afterBody(streamOf({ cancel }), done).body?.cancel('enough');

  expect(done).toHaveBeenCalledOnce();
  expect(cancel).toHaveBeenCalledWith('enough');
});

test('or when it breaks, which its reader sees', async () => {
  const done = vi.fn();
  const response = afterBody(streamOf({ pull: () => Promise.reject(new Error('broken')) }), done);

  await expect(response.text()).rejects.toThrow('broken');
  expect(done).toHaveBeenCalledOnce();
});

test('any other body is whole already', () => {
  const done = vi.fn();
  const response = Response.json({});

  expect(afterBody(response, done)).toBe(response);
  expect(done).toHaveBeenCalledOnce();
});

test('a stream that is no `Response` yet is waited for as well', async () => {
  const done = vi.fn();
  const answer = afterBody(
    new Answer(streamOf({ start: (controller) => controller.close() }).body, headers, 206),
    done,
  );

  expect(done).not.toHaveBeenCalled();
  expect(answer.status).toBe(206);
  for await (const _ of answer.body as ReadableStream<Uint8Array>);
  expect(done).toHaveBeenCalledOnce();
});
