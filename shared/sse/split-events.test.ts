import { expect, test } from 'vitest';
import { splitEvents } from './split-events.ts';

async function split(...chunks: (string | Uint8Array)[]) {
  const source = (async function* () {
    for (const chunk of chunks) yield Buffer.from(chunk);
  })();
  const batches = [];
  for await (const batch of splitEvents(source)) {
    batches.push(batch.map(({ bytes, data }) => ({ text: Buffer.from(bytes).toString(), data })));
  }
  return batches;
}

test('an event ends with a blank line, of whatever kind', async () => {
  expect((await split('data: a\n\ndata:b\r\n\r\ndata: c\r\rx')).flat().map(({ data }) => data)).toEqual([
    'a',
    'b',
    'c',
  ]);
});

test('data over several lines is joined; other fields are no data', async () => {
  const event = 'id: 1\nevent: e\ndata: a\ndata:  b\n: comment\nretry: 5\n\n';

  expect(await split(event)).toEqual([[{ text: event, data: 'a\n b' }]]);
  expect(await split(': only a comment\n\n')).toEqual([[{ text: ': only a comment\n\n', data: null }]]);
});

test('one batch per chunk that completes an event', async () => {
  expect((await split('data: a', '\n', '\nda', 'ta: b\n\ndata: c\n\n')).map((batch) => batch.length)).toEqual([1, 2]);
});

test('a last event without its blank line counts, a last line that is cut does not', async () => {
  expect((await split('data: a\n\ndata: b\n')).flat().map(({ data }) => data)).toEqual(['a', 'b']);
  expect((await split('data: a\n\ndata: b')).flat().map(({ data }) => data)).toEqual(['a']);
});

test('a line in many pieces is one line', async () => {
  expect(await split('data: a', 'b', 'c', '\r', 'data: d', '\n\nda', 'ta', ': e', '\r', '\r')).toEqual([
    [{ text: 'data: abc\rdata: d\n\n', data: 'abc\nd' }],
    [{ text: 'data: e\r\r', data: 'e' }],
  ]);
  expect((await split('da', 'ta', ': a', '\n')).flat()).toEqual([{ text: 'data: a\n', data: 'a' }]);
});

test('an event without an end is refused before it fills the memory', async () => {
  const megabyte = Buffer.alloc(1024 * 1024, 'x');

  await expect(split(...Array.from({ length: 18 }, () => megabyte))).rejects.toMatchObject({
    type: 'provider_invalid_response',
  });
});
