import { isObject } from '../../../../shared/json/json-object.ts';
import { delta, finish, usage } from './chunk-events.ts';

const counts = {
  prompt_tokens: 120,
  completion_tokens: 30,
  total_tokens: 150,
  prompt_tokens_details: {
    cached_tokens: 40,
    cache_write_tokens: 30,
    cache_write_5m_tokens: 10,
    cache_write_1h_tokens: 20,
  },
  completion_tokens_details: { reasoning_tokens: 12 },
};

function toolDelta(index: number, call: { id?: string; name?: string; text?: string }): Record<string, unknown> {
  const { id, name, text = '' } = call;
  const called = { ...(name === undefined ? {} : { name }), arguments: text };
  return delta({ tool_calls: [{ index, ...(id === undefined ? {} : { id, type: 'function' }), function: called }] });
}

/**
 * Answers as chunks of the chat dialect. The forms follow https://platform.openai.com/docs/api-reference/chat-streaming
 * and, for reasoning, https://openrouter.ai/docs/use-cases/reasoning-tokens; the texts are made up.
 */
export const answers: Record<string, readonly Record<string, unknown>[]> = {
  'a text': [
    delta({ role: 'assistant', content: '' }),
    delta({ content: 'Hel' }),
    delta({ content: 'lo.' }),
    finish('stop'),
    usage(counts),
  ],
  'nothing at all': [delta({ role: 'assistant' }), finish('stop')],
  'a text that was cut': [delta({ content: 'Once' }), finish('length'), usage(counts)],
  'a text that met a stop sequence': [delta({ content: 'One' }), finish('stop', { matched_stop: 'END' })],
  'a refusal': [delta({ refusal: 'I can' }), delta({ refusal: 'not.' }), finish('stop')],
  'a filtered text': [delta({ content: 'Well' }), finish('content_filter')],
  'bare reasoning and a text': [
    delta({ reasoning_content: 'Let me ' }),
    delta({ reasoning_content: 'see.' }),
    delta({ content: 'Yes.' }),
    finish('stop'),
    usage(counts),
  ],
  'signed reasoning, a hidden part, a text and a call': [
    delta({ reasoning_content: 'Hm', reasoning_details: [{ type: 'reasoning.text', index: 0, text: 'Hm' }] }),
    delta({ reasoning_content: 'm.', reasoning_details: [{ type: 'reasoning.text', index: 0, text: 'm.' }] }),
    delta({ reasoning_details: [{ type: 'reasoning.text', index: 0, signature: 'c2lnbmVk' }] }),
    delta({ reasoning_details: [{ type: 'reasoning.encrypted', index: 1, data: 'aGlk' }] }),
    delta({ reasoning_details: [{ type: 'reasoning.encrypted', index: 1, data: 'ZGVu' }] }),
    delta({ content: 'Looking it up.' }),
    toolDelta(0, { id: 'call_1', name: 'lookup' }),
    toolDelta(0, { text: '{"q":' }),
    toolDelta(0, { text: '"x"}' }),
    finish('tool_calls'),
    usage(counts),
  ],
  'summaries of reasoning': [
    delta({ reasoning_details: [{ type: 'reasoning.summary', index: 0, summary: 'First ' }] }),
    delta({ reasoning_details: [{ type: 'reasoning.summary', index: 0, summary: 'this.' }] }),
    delta({ reasoning_details: [{ type: 'reasoning.summary', index: 1, summary: 'Then that.' }] }),
    delta({ content: 'Done.' }),
    finish('stop'),
  ],
  'parallel calls, one after the other': [
    toolDelta(0, { id: 'call_1', name: 'first', text: '{"a":1}' }),
    toolDelta(1, { id: 'call_2', name: 'second' }),
    toolDelta(1, { text: '{}' }),
    finish('tool_calls'),
    usage(counts),
  ],
  'parallel calls, interleaved': [
    toolDelta(0, { id: 'call_1', name: 'first' }),
    toolDelta(1, { id: 'call_2', name: 'second' }),
    toolDelta(0, { text: '{"a"' }),
    toolDelta(1, { text: '{"b"' }),
    toolDelta(0, { text: ':1}' }),
    toolDelta(1, { text: ':2}' }),
    finish('tool_calls'),
  ],
  'a call without id, arguments or the right finish reason': [toolDelta(0, { name: 'now' }), finish('stop')],
  'a call whose name comes late, and one that never has one': [
    toolDelta(0, { id: 'call_1', text: '{"a"' }),
    toolDelta(0, { name: 'late', text: ':1}' }),
    toolDelta(1, { id: 'call_2', text: '{}' }),
    finish('tool_calls'),
    usage({ prompt_tokens: 5, prompt_tokens_details: { cache_write_1h_tokens: 2 } }),
  ],
  'a text, a picture, and the address of another': [
    delta({ content: 'Here:' }),
    delta({ images: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw==' } }] }),
    delta({ images: [{ type: 'image_url', image_url: { url: 'https://example.com/a.png' } }] }),
    finish('stop'),
    usage(counts),
  ],
  'a text with citations of its provider’s own': [
    delta({ content: 'See.' }),
    delta({
      annotations: [{ type: 'char_location', cited_text: 'x', document_index: 0, start_index: 0, end_index: 4 }],
    }),
    delta({ annotations: [{ type: 'url_citation', url_citation: { cited_text: 'y', encrypted_index: 'z' } }] }),
    finish('stop'),
    usage({ completion_tokens: 3 }),
  ],
  'a text with citations': [
    delta({ content: 'It rains.' }),
    delta({
      annotations: [
        {
          type: 'url_citation',
          url_citation: { url: 'https://example.com', title: 'Rain', start_index: 0, end_index: 9 },
        },
      ],
    }),
    finish('stop'),
    usage(counts),
  ],
};

/** The whole answer that chunks add up to. */
export function toCompletion(chunks: readonly Record<string, unknown>[]): Record<string, unknown> {
  const message: Record<string, unknown> = { role: 'assistant', content: null };
  let end: Record<string, unknown> = {};
  for (const chunk of chunks) {
    const [choice] = (chunk['choices'] ?? []) as Record<string, unknown>[];
    if (!choice) continue;
    const { delta: part, index: _, ...rest } = choice;
    merge(message, part as Record<string, unknown>);
    end = { ...end, ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null)) };
  }
  const { usage: reported } = chunks.at(-1) ?? {};
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'answering-model',
    choices: [{ index: 0, message, ...end }],
    ...(reported === undefined ? {} : { usage: reported }),
  };
}

const same = new Set(['id', 'type', 'role', 'name', 'index']);

/** Texts add up, items of lists are found by their index. */
function merge(target: Record<string, unknown>, part: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(part)) {
    const known = target[name];
    if (Array.isArray(value)) target[name] = mergeList(asList(known), value);
    else if (isObject(value)) target[name] = merged(isObject(known) ? known : {}, value);
    else if (typeof known === 'string' && typeof value === 'string' && !same.has(name)) target[name] = known + value;
    else if (value !== null) target[name] = value;
  }
}

function merged(target: Record<string, unknown>, part: Record<string, unknown>): Record<string, unknown> {
  merge(target, part);
  return target;
}

function asList(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value : [];
}

function mergeList(known: Record<string, unknown>[], added: readonly Record<string, unknown>[]) {
  for (const item of added) {
    const found = known.find(({ index }) => index !== undefined && index === item['index']);
    if (found) merge(found, item);
    else known.push(structuredClone(item));
  }
  return known;
}
