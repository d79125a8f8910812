import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProviderError } from '../provider-error.ts';
import { readBytes } from '../read-bytes.ts';
import { cannot } from './cannot.ts';
import { deltaChunk, finishChunk, usageChunk } from './chat-chunk.ts';
import { contentParts, contentText } from './content-parts.ts';
import { createWarnings } from './create-warnings.ts';
import { once } from './once.ts';
import { openAiErrorBody, openAiErrorEvent } from './openai-error.ts';
import { dataUrlText, parseDataUrl } from './parse-data-url.ts';
import { parseObject } from './parse-object.ts';
import { doneBytes, sseBytes } from './sse-bytes.ts';

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

describe('warnings', () => {
  test('keep the first word about a field, in order', () => {
    const warnings = createWarnings();
    warnings.dropped('seed', 'first');
    warnings.dropped('seed', 'second');
    warnings.adjusted('temperature', 'third');
    warnings.converted('messages.0', 'fourth');

    expect(warnings.list()).toEqual([
      { code: 'parameter_dropped', field: 'seed', message: 'first' },
      { code: 'parameter_adjusted', field: 'temperature', message: 'third' },
      { code: 'content_converted', field: 'messages.0', message: 'fourth' },
    ]);
  });

  test('are bounded', () => {
    const warnings = createWarnings();
    for (let at = 0; at < 100; at += 1) warnings.dropped(`messages.${at}`, 'again');

    expect(warnings.list()).toHaveLength(20);
  });
});

describe('a data URL', () => {
  test('any content comes back', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const base64 = Buffer.from(bytes).toString('base64');
        expect(parseDataUrl(`data:image/PNG;base64,${base64}`)).toEqual({ mediaType: 'image/png', base64 });
      }),
    );
  });

  test('any text comes back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const url = parseDataUrl(`data:;charset=utf-8,${encodeURIComponent(text)}`);
        expect(url && [url.mediaType, dataUrlText(url)]).toEqual(['text/plain', text]);
      }),
    );
  });

  test('broken escapes are text', () => {
    const url = parseDataUrl('data:text/plain,100%');
    expect(url && dataUrlText(url)).toBe('100%');
  });

  test('others are none', () => {
    expect(parseDataUrl('https://example.com/a.png')).toBeNull();
    expect(parseDataUrl('data:image/png;base64')).toBeNull();
  });
});

test('chunks have the form of OpenAI’s', () => {
  const head = { id: 'a', model: 'm', created: 1 };

  expect(deltaChunk(head, { content: 'x' })).toEqual({
    id: 'a',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'm',
    choices: [{ index: 0, delta: { content: 'x' }, finish_reason: null }],
  });
  expect(deltaChunk(head, {}, { prompt_tokens: 1 })['usage']).toEqual({ prompt_tokens: 1 });
  expect(finishChunk(head, { finish_reason: 'stop', matched_stop: '.' })['choices']).toEqual([
    { index: 0, delta: {}, finish_reason: 'stop', matched_stop: '.' },
  ]);
  expect(usageChunk(head, {})).toMatchObject({ choices: [], usage: {} });
});

test('events and errors are written as OpenAI writes them', async () => {
  expect(textOf(await readBytes(once(sseBytes({ a: 1 })), 100))).toBe('data: {"a":1}\n\n');
  expect(textOf(doneBytes())).toBe('data: [DONE]\n\n');
  expect(openAiErrorBody({ message: 'm', type: 't' })).toEqual({
    error: { message: 'm', type: 't', code: 't', param: null },
  });
  expect(openAiErrorEvent({ message: 'm', type: 't' }, 529)).toEqual({
    error: { message: 'm', type: 't', status: 529 },
  });
  expect(cannot('n', 'No.')).toBeInstanceOf(ProviderError);
  expect(cannot('n', 'No.')).toMatchObject({ type: 'provider_cannot', status: 400, param: 'n' });
});

test('contents are read whatever their form', () => {
  expect(contentParts('a')).toEqual([{ type: 'text', text: 'a' }]);
  expect(contentParts('')).toEqual([]);
  expect(contentParts(null)).toEqual([]);
  expect(contentText([{ type: 'text', text: 'a' }, 7, { type: 'image_url' }, { type: 'text', text: 'b' }])).toBe('ab');
  expect(parseObject('{"a":1}')).toEqual({ a: 1 });
  expect(parseObject('[]')).toBeNull();
  expect(parseObject('{')).toBeNull();
});
