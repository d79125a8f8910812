import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { estimateFrameTokens, estimateMessageTokens, estimateRequestTokens } from './estimate-request-tokens.ts';
import { estimateTextTokens } from './estimate-text-tokens.ts';

interface Sample {
  name: string;
  text: string;
  /** As the reference tokenizer counted them. */
  tokens: number;
}

const fixture = resolve(import.meta.dirname, '../../../test/fixtures/token-counts.json');
const { samples } = JSON.parse(readFileSync(fixture, 'utf8')) as { samples: Sample[] };
const ofParts = (...content: unknown[]) => estimateMessageTokens({ role: 'user', content });
const base64Of = (bytes: number) => Buffer.alloc(bytes).toString('base64');

describe('estimateTextTokens', () => {
  test.each(samples)('is not below the reference, and at most 60 % above it: $name', ({ text, tokens }) => {
    const ratio = estimateTextTokens(text) / tokens;

    expect(ratio).toBeGreaterThanOrEqual(1);
    expect(ratio).toBeLessThan(1.6);
  });

  test('no text has no tokens; an opaque one nearly one a character', () => {
    expect(estimateTextTokens('')).toBe(0);
    expect(estimateTextTokens('a1B2c3D4'.repeat(100))).toBeGreaterThan(600);
  });
});

describe('estimateRequestTokens', () => {
  const long = 'a word or two '.repeat(100);
  const longTokens = estimateTextTokens(long);
  const of = (message: object, more: object = {}) =>
    estimateRequestTokens({ messages: [{ role: 'assistant', ...message }], ...more });

  test.each<[string, number]>([
    ['the name of its author', of({ name: long })],
    ['what it says that it thought', of({ reasoning: long })],
    ['a refusal', of({ refusal: long })],
    ['a call in the form of before there were tools', of({ function_call: { name: 'f', arguments: long } })],
    ['a bare text among its parts', of({ content: [long] })],
    ['documents beside it', of({}, { documents: [{ text: long }] })],
    ['a text to embed', estimateRequestTokens({ input: long })],
    ['texts to embed', estimateRequestTokens({ input: ['Hi', long] })],
    ['token ids to embed', estimateRequestTokens({ input: [Array.from({ length: longTokens }, () => 1)] })],
  ])('counts %s', (_, tokens) => {
    expect(tokens).toBeGreaterThanOrEqual(longTokens);
  });

  test('counts messages, what they call and think, tools and the schema of the answer', () => {
    const messages = [{ role: 'user', content: 'Hello' }];
    const tools = [{ type: 'function', function: { name: 'weather', parameters: { type: 'object' } } }];
    const call = { id: 'c', type: 'function', function: { name: 'weather', arguments: '{"city":"Oslo"}' } };
    const schema = { type: 'json_schema', json_schema: { name: 'x', schema: { type: 'object' } } };

    const plain = estimateRequestTokens({ messages });
    expect(plain).toBeGreaterThan(5);
    expect(estimateRequestTokens({ messages, tools })).toBeGreaterThan(plain + 20);
    expect(estimateRequestTokens({ messages, functions: tools })).toBe(estimateRequestTokens({ messages, tools }));
    expect(estimateRequestTokens({ messages, response_format: schema })).toBeGreaterThan(plain + 10);
    expect(estimateMessageTokens({ role: 'assistant', content: null, tool_calls: [call] })).toBeGreaterThan(20);
    expect(
      estimateMessageTokens({ role: 'assistant', content: 'x', reasoning_content: 'so'.repeat(50) }),
    ).toBeGreaterThan(estimateMessageTokens({ role: 'assistant', content: 'x', name: 'ada' }));
    expect(estimateFrameTokens({ response_format: { type: 'json_object' } })).toBe(estimateFrameTokens({}));
  });

  test('counts images, whole or small', () => {
    const image = (detail?: string) => ({ type: 'image_url', image_url: { url: 'https://example.com/a.png', detail } });

    expect(ofParts(image())).toBeGreaterThan(1_500);
    expect(ofParts({ type: 'image_url', image_url: 'x' })).toBe(ofParts(image()));
    expect(ofParts(image('low'))).toBeLessThan(100);
    expect(ofParts(image('low'), image('low'))).toBeGreaterThan(170);
  });

  test('counts audio by its length', () => {
    const audio = (format: string, bytes: number) => ({
      type: 'input_audio',
      input_audio: { format, data: base64Of(bytes) },
    });

    expect(ofParts(audio('wav', 32_000))).toBeGreaterThanOrEqual(32);
    expect(ofParts(audio('wav', 32_000))).toBeLessThan(50);
    expect(ofParts(audio('mp3', 32_000))).toBeGreaterThan(250);
    expect(ofParts({ type: 'input_audio' })).toBeLessThan(10);
  });

  test('counts documents: texts by their words, PDFs by their size, what is only named by a guess', () => {
    const text = 'The harbour is calm. '.repeat(100);
    const file = (file_data?: string) => ({ type: 'file', file: { file_data } });
    const written = ofParts({ type: 'text', text });

    expect(ofParts(file(`data:text/plain;base64,${Buffer.from(text).toString('base64')}`))).toBe(written);
    expect(ofParts(file(`data:text/plain,${text}`))).toBe(written);
    expect(ofParts(file(`data:application/pdf;base64,${base64Of(250_000)}`))).toBe(4 + 3 * 2_500);
    expect(ofParts(file(base64Of(10)))).toBe(4 + 2_500);
    expect(ofParts(file())).toBe(4 + 5_000);
    expect(ofParts({ type: 'file' })).toBe(4 + 5_000);
  });

  test('a refusal is text, and what is not known counts as what it says', () => {
    expect(ofParts({ type: 'refusal', refusal: 'I will not do that.' })).toBe(
      ofParts({ type: 'text', text: 'I will not do that.' }),
    );
    expect(ofParts({ type: 'text' })).toBe(4);
    expect(ofParts({ type: 'hologram', beams: 'many '.repeat(50) })).toBeGreaterThan(50);
  });
});
