import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../shared/json/json-object.ts';
import { fromAnthropicMessage } from '../../../../shared/providers/anthropic/from-anthropic-message.ts';
import { toAnthropicRequest } from '../../../../shared/providers/anthropic/to-anthropic-request.ts';
import { translateStream } from '../../../../shared/providers/anthropic/translate-stream.ts';
import { encodeAll, eventsIn } from '../testing/chunk-events.ts';
import { makeContext } from '../testing/make-context.ts';
import { anthropicMessagesSurface as surface } from './anthropic-messages-surface.ts';

const citation = (cited_text: string) => ({
  type: 'char_location',
  cited_text,
  document_index: 0,
  document_title: 'Log',
  start_char_index: 0,
  end_char_index: cited_text.length,
});

// Blocks as in docs.claude.com: /en/docs/build-with-claude/citations and /extended-thinking#interleaved-thinking.
const blocks: JsonObject[] = [
  { type: 'thinking', thinking: 'First.', signature: 'c2lnMQ==' },
  { type: 'text', text: 'According to the log, ' },
  { type: 'text', text: 'the tide was high', citations: [citation('High water.'), citation('At noon.')] },
  { type: 'text', text: ' and ' },
  { type: 'text', text: 'the harbour closed', citations: [citation('Closed.')] },
  { type: 'redacted_thinking', data: 'aGlkZGVu' },
  { type: 'tool_use', id: 'toolu_1', name: 'tides', input: { day: 1 } },
  { type: 'thinking', thinking: '', signature: 'c2lnMg==' },
  { type: 'tool_use', id: 'toolu_2', name: 'tides', input: {} },
];

const messageOf = (content: unknown[]): JsonObject => ({
  id: 'm',
  model: 'c',
  content,
  stop_reason: 'tool_use',
  usage: {},
});

/** As a client gets it in one piece: provider → adapter → surface. */
const answered = (content: unknown[]) =>
  surface.fromCompletion(fromAnthropicMessage(messageOf(content), 0), makeContext())['content'];

/** As the provider gets it back: client → surface → adapter. */
function sentBack(content: unknown): unknown {
  const { request } = surface.toChatRequest({ model: 'm', max_tokens: 9, messages: [{ role: 'assistant', content }] });
  const options = { model: 'claude-opus-4-5', isStreamed: false, maxOutputTokens: 9 };
  return toAnthropicRequest(request as unknown as JsonObject, options).body['messages'];
}

function eventsOf(content: readonly JsonObject[]): JsonObject[] {
  const inner = content.flatMap((block, index) => [
    { type: 'content_block_start', index, content_block: { ...block, ...emptied(block) } },
    ...deltasOf(block).map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ]);
  const end = { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 1 } };
  return [{ type: 'message_start', message: messageOf([]) }, ...inner, end, { type: 'message_stop' }];
}

function emptied({ type }: JsonObject): JsonObject {
  if (type === 'text') return { text: '', citations: [] };
  return type === 'thinking' ? { thinking: '', signature: '' } : {};
}

function deltasOf(block: JsonObject): JsonObject[] {
  const cited = (block['citations'] ?? []) as JsonObject[];
  const text = String(block['text'] ?? '');
  if (block['type'] === 'text') {
    const halves = [text.slice(0, 3), text.slice(3)].map((half) => ({ type: 'text_delta', text: half }));
    return [...halves, ...cited.map((each) => ({ type: 'citations_delta', citation: each }))];
  }
  if (block['type'] !== 'thinking') return [];
  const { thinking, signature } = block;
  return [
    { type: 'thinking_delta', thinking },
    { type: 'signature_delta', signature },
  ];
}

async function streamedStarts(content: readonly JsonObject[]): Promise<unknown[]> {
  const frames = eventsOf(content).map((event) => Buffer.from(`data: ${JSON.stringify(event)}\n\n`));
  const body = translateStream(
    (async function* () {
      yield* frames;
    })(),
    { id: '', model: '', created: 0 },
  );
  let text = '';
  for await (const bytes of body) text += Buffer.from(bytes).toString('utf8');
  const chunks = text.split('\n\n').filter((event) => event.startsWith('data: {'));
  const stream = surface.openStream(makeContext());
  const events = eventsIn(
    await encodeAll(
      stream,
      chunks.map((chunk) => JSON.parse(chunk.slice(6))),
    ),
  );
  return assembled(events);
}

/** What Anthropic's own package makes of the events. */
function assembled(events: readonly JsonObject[]): JsonObject[] {
  const found: JsonObject[] = [];
  for (const { type, content_block: block, delta } of events) {
    if (type === 'content_block_start') found.push({ ...(block as JsonObject) });
    if (type === 'content_block_delta') addPart(found.at(-1) ?? {}, delta as JsonObject);
  }
  return found;
}

function addPart(block: JsonObject, part: JsonObject): void {
  for (const name of ['text', 'thinking', 'signature']) {
    if (typeof part[name] === 'string') block[name] = `${String(block[name] ?? '')}${part[name]}`;
  }
  const { citation, partial_json: json } = part;
  if (citation !== undefined) block['citations'] = [...((block['citations'] ?? []) as unknown[]), citation];
  if (typeof json === 'string') block['input'] = JSON.parse(json);
}

test('an answer in one piece keeps the order of its blocks and what each of them cites', () => {
  expect(answered(blocks)).toEqual(blocks);
});

test('a streamed answer keeps them, too', async () => {
  expect(await streamedStarts(blocks)).toEqual(blocks);
});

test('an answer that comes back reaches Anthropic as it was: it checks where its model thought', () => {
  expect(sentBack(blocks)).toEqual([{ role: 'assistant', content: blocks }]);
});

test('a text after a call stays there, and the dialect says so only then', () => {
  const call = (id: string) => ({ type: 'tool_use', id, name: 'tides', input: {} });
  const content = [
    { type: 'text', text: 'I look.' },
    call('toolu_1'),
    { type: 'text', text: 'And again.' },
    call('toolu_2'),
  ];
  expect(answered(content)).toEqual(content);
  expect(sentBack(content)).toEqual([{ role: 'assistant', content }]);
  const { choices } = fromAnthropicMessage(messageOf(content), 0);
  expect(choices).toMatchObject([{ message: { content: 'I look.And again.', tool_calls: [{ offset: 7 }, {}] } }]);
  expect(JSON.stringify(fromAnthropicMessage(messageOf(content.slice(0, 2)), 0))).not.toContain('offset');
});

test('any order of blocks survives the way there and back', () => {
  const word = fc.string({ minLength: 1, maxLength: 9, unit: 'grapheme' });
  const thinking = fc.record({ type: fc.constant('thinking'), thinking: word, signature: word });
  const redacted = fc.record({ type: fc.constant('redacted_thinking'), data: word });
  const cited = word.map((text) => ({ type: 'text', text, citations: [citation(text)] }));
  const call = fc.uuid().map((id) => ({ type: 'tool_use', id, name: 'f', input: {} }));
  const block = fc.oneof(thinking, redacted, cited, call);
  fc.assert(
    fc.property(fc.array(block, { maxLength: 10 }), call, fc.boolean(), (others, one, isLast) => {
      const content = isLast ? [...others, one] : [one, ...others];
      expect(sentBack(answered(content))).toEqual([{ role: 'assistant', content }]);
    }),
  );
});
