import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../json/json-object.ts';
import { normalizeUsage } from '../../pricing/normalize-usage.ts';
import { readOpenAiUsage } from '../../pricing/openai-usage.ts';
import { createWarnings } from '../translation/create-warnings.ts';
import { fromAnthropicMessage } from './from-anthropic-message.ts';
import { fromContentBlocks } from './from-content-blocks.ts';
import { mapStopReason } from './map-stop-reason.ts';
import { mapUsage } from './map-usage.ts';
import { citation } from './testing/streams.ts';
import { toAssistantBlocks } from './to-assistant-blocks.ts';

test('an answer in the form of Anthropic’s documentation', () => {
  expect(
    fromAnthropicMessage(
      {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: 'claude-opus-5',
        content: [
          { type: 'thinking', thinking: 'Hm.', signature: 's' },
          { type: 'text', text: 'Let me look.' },
          { type: 'tool_use', id: 'toolu_1', name: 'look', input: { a: 1 } },
          { type: 'news_of_the_future' },
        ],
        stop_reason: 'tool_use',
        stop_sequence: null,
        usage: { input_tokens: 3, output_tokens: 4, service_tier: 'priority' },
      },
      7,
    ),
  ).toEqual({
    id: 'msg_1',
    object: 'chat.completion',
    created: 7,
    model: 'claude-opus-5',
    choices: [
      {
        index: 0,
        logprobs: null,
        message: {
          role: 'assistant',
          content: 'Let me look.',
          refusal: null,
          reasoning_content: 'Hm.',
          reasoning_details: [{ type: 'reasoning.text', text: 'Hm.', signature: 's', index: 0, offset: 0 }],
          tool_calls: [{ id: 'toolu_1', type: 'function', function: { name: 'look', arguments: '{"a":1}' } }],
        },
        finish_reason: 'tool_calls',
        native_finish_reason: 'tool_use',
      },
    ],
    usage: {
      prompt_tokens: 3,
      completion_tokens: 4,
      total_tokens: 7,
      prompt_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
    },
    service_tier: 'priority',
  });
});

test('an answer with little in it', () => {
  expect(fromAnthropicMessage({}, 1)).not.toHaveProperty('usage');
  expect(fromAnthropicMessage({}, 1)).toMatchObject({
    id: '',
    choices: [{ message: { content: '' }, finish_reason: 'stop' }],
  });
  expect(fromContentBlocks([{ type: 'tool_use' }, { type: 'text' }, { type: 'thinking' }])).toMatchObject({
    content: null,
    tool_calls: [{ id: '', function: { name: '', arguments: '{}' } }],
    reasoning_details: [{ text: '' }],
  });
});

test('what was counted apart is priced exactly', () => {
  const usage = mapUsage({
    input_tokens: 5,
    cache_read_input_tokens: 128_955,
    cache_creation_input_tokens: 1_253,
    output_tokens: 100,
  });

  expect(normalizeUsage(readOpenAiUsage(usage) ?? {})).toMatchObject({
    inputUncached: 5,
    cacheRead: 128_955,
    cacheWrite: 1_253,
    input: 130_213,
    output: 100,
    flags: [],
  });
});

test.each([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['pause_turn', 'stop'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['tool_use', 'tool_calls'],
  ['refusal', 'content_filter'],
  ['a_reason_of_the_future', 'stop'],
])('%s is %s', (native, expected) => {
  expect(mapStopReason(native, null)).toEqual({ finish_reason: expected, native_finish_reason: native });
});

const texts = fc.string({ minLength: 1, maxLength: 8 });
const web = {
  type: 'web_search_result_location',
  url: 'https://a.example',
  title: 'A',
  encrypted_index: 'x',
  cited_text: 'c',
};
const thinking = fc.oneof(
  fc.record({ type: fc.constant('thinking'), thinking: fc.string(), signature: texts }),
  fc.record({ type: fc.constant('redacted_thinking'), data: texts }),
);
const cited = fc.record({
  type: fc.constant('text'),
  text: texts,
  citations: fc.constantFrom([citation], [citation, citation], [web]),
});
const plain = fc.record({ type: fc.constant('text'), text: texts });
const toolUse = fc.record({
  type: fc.constant('tool_use'),
  id: fc.constantFrom('toolu_1', 'toolu_2'),
  name: texts,
  input: fc.dictionary(
    texts.filter((name) => name !== '__proto__'),
    fc.integer(),
  ),
});
/** Texts before calls, and no two plain texts side by side: those are one text in the chat dialect. */
const answers = fc
  .tuple(fc.array(fc.oneof(thinking, cited, plain)), fc.array(fc.oneof(thinking, toolUse)))
  .map(([before, after]) => [...before, ...after] as JsonObject[])
  .filter((blocks) => blocks.every((block, at) => !isPlain(block) || !isPlain(blocks[at + 1] ?? { type: 'end' })));
const isPlain = (block: JsonObject) => block['type'] === 'text' && block['citations'] === undefined;

test('blocks become a message and the same blocks again', () => {
  fc.assert(
    fc.property(answers, (blocks) => {
      const message = JSON.parse(JSON.stringify(fromContentBlocks(blocks))) as JsonObject;

      expect(toAssistantBlocks(message, 'messages.0', createWarnings())).toEqual(blocks);
    }),
    { numRuns: 300 },
  );
});

test('citations of a message whose text comes in parts, or of the parts themselves', () => {
  const marked = { type: 'text', text: ' is green.', cache_control: { type: 'ephemeral' } };
  const message = {
    role: 'assistant',
    content: [
      { type: 'text', text: 'See: the grass' },
      marked,
      { type: 'text', text: 'Own.', annotations: [citation] },
    ],
    annotations: [
      { ...citation, start_index: 5, end_index: 14 },
      { ...web, type: 'no place' },
    ],
  };

  expect(toAssistantBlocks(message, 'messages.0', createWarnings())).toEqual([
    { type: 'text', text: 'See: ' },
    { type: 'text', text: 'the grass', citations: [citation] },
    marked,
    { type: 'text', text: 'Own.', citations: [citation] },
  ]);
});
