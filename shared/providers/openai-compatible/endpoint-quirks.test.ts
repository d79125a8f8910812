import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../json/json-object.ts';
import { editJsonMembers } from '../edit-json-members.ts';
import { knownEndpoints } from '../known-endpoints.ts';
import type { ProviderCall } from '../provider.ts';
import { createQuirks } from './apply-quirks.ts';
import { endpointQuirks, quirksOf } from './endpoint-quirks.ts';
import type { EndpointQuirks } from './quirks.ts';

const user = { role: 'user', content: 'Hi' };

function change(slug: string, request: JsonObject, more: Partial<ProviderCall> = {}) {
  const whole = { model: 'x', messages: [user], ...request };
  const rawBody = Buffer.from(JSON.stringify(whole));
  const { model = 'm' } = more;
  const signal = new AbortController().signal;
  const call: ProviderCall = { operation: 'chat', model, request: whole, rawBody, isStreamed: false, signal, ...more };
  const { members, warnings } = createQuirks(quirksOf(slug))(call);
  const { model: _, ...sent } = JSON.parse(
    Buffer.from(editJsonMembers(rawBody, members)).toString('utf8'),
  ) as JsonObject;
  return { members, sent, fields: warnings.map(({ field }) => field) };
}

type Example = [slug: string, model: string, request: JsonObject, sent: JsonObject, fields?: string[], stays?: boolean];

/** What is sent of parameters, and what is warned of. */
const examples: Example[] = [
  ['openai', 'o4-mini', { max_tokens: 5 }, { max_completion_tokens: 5 }],
  ['openai', 'gpt-4o', { max_tokens: 5, temperature: 0.2 }, { max_tokens: 5, temperature: 0.2 }],
  ['openai', 'gpt-5', { temperature: 0, top_p: 0.5 }, {}, ['temperature', 'top_p']],
  ['openai', 'gpt-5', { temperature: 1 }, { temperature: 1 }],
  ['openai', 'gpt-5-chat-latest', { temperature: 0 }, { temperature: 0 }],
  ['openai', 'gpt-5.2', { temperature: 0 }, { temperature: 0 }],
  ['openai', 'gpt-5.2', { temperature: 0, reasoning_effort: 'low' }, { reasoning_effort: 'low' }, ['temperature']],
  ['openai', 'gpt-4o', { reasoning_effort: 'low', top_k: 3 }, {}, ['reasoning_effort', 'top_k']],
  ['openai', 'gpt-5', { reasoning: { effort: 'high', max_tokens: 9 } }, { reasoning_effort: 'high' }, ['reasoning']],
  ['openai', 'gpt-4o', { reasoning: { effort: 'high' } }, {}, ['reasoning']],
  ['openai', 'gpt-5', { reasoning: { enabled: false } }, { reasoning_effort: 'none' }],
  ['mistral', 'm', { max_completion_tokens: 5, seed: 1, user: 'u' }, { max_tokens: 5, random_seed: 1 }],
  ['mistral', 'm', { stream_options: { include_usage: true }, logit_bias: { 1: 1 } }, {}, ['logit_bias']],
  ['mistral', 'm', { reasoning_effort: 'low' }, { reasoning_effort: 'high' }, ['reasoning_effort']],
  ['cohere', 'm', { presence_penalty: 1.5, metadata: { a: 'b' } }, { presence_penalty: 1 }, ['presence_penalty']],
  ['cohere', 'm', { frequency_penalty: 0.5, logit_bias: {} }, { frequency_penalty: 0.5, logit_bias: {} }],
  [
    'groq',
    'm',
    { top_logprobs: 2, n: 1, reasoning_effort: 'max' },
    { n: 1, reasoning_effort: 'high' },
    ['top_logprobs', 'reasoning_effort'],
  ],
  ['together', 'm', { max_completion_tokens: 5, max_tokens: 7, top_k: 4 }, { max_tokens: 7, top_k: 4 }],
  ['fireworks', 'm', { reasoning: { effort: 'low' } }, { reasoning_effort: 'low' }],
  ['deepseek', 'm', { reasoning_effort: 'none' }, { thinking: { type: 'disabled' } }],
  ['deepseek', 'm', { reasoning_effort: 'max', seed: 3 }, { reasoning_effort: 'max' }, ['seed']],
  [
    'deepseek',
    'm',
    { response_format: { type: 'json_schema' } },
    { response_format: { type: 'json_object' } },
    ['response_format'],
  ],
  ['deepseek', 'm', { response_format: { type: 'text' } }, { response_format: { type: 'text' } }],
  ['x-ai', 'grok-4.3', { stop: ['x'], reasoning_effort: 'low' }, { reasoning_effort: 'low' }, ['stop']],
  ['x-ai', 'grok-4', { reasoning_effort: 'low' }, {}, ['reasoning_effort']],
  ['x-ai', 'grok-4.20-non-reasoning', { stop: ['x'] }, { stop: ['x'] }],
  ['sambanova', 'm', { presence_penalty: 1, seed: 4 }, {}, ['presence_penalty', 'seed']],
  ['cerebras', 'm', { max_tokens: 5, logit_bias: { 1: 2 } }, { max_completion_tokens: 5 }, ['logit_bias']],
  ['perplexity', 'm', { stop: 'x', stream_options: {} }, {}, ['stop']],
  ['openrouter', 'm', { top_k: 2, reasoning: { effort: 'low' } }, { top_k: 2, reasoning: { effort: 'low' } }],
  [
    'moonshotai',
    'm',
    { temperature: 1.5, reasoning_effort: 'low' },
    { temperature: 1, thinking: { type: 'enabled' } },
    ['temperature', 'reasoning_effort'],
  ],
  ['moonshotai', 'm', { reasoning: { enabled: false } }, { thinking: { type: 'disabled' } }],
  ['ollama', 'm', { max_completion_tokens: 5, top_k: 3 }, { max_tokens: 5 }, ['top_k']],
  ['vllm', 'm', { top_k: 3, reasoning: { effort: 'high' } }, { top_k: 3, reasoning_effort: 'high' }],
  ['acme', 'm', { top_k: 3, reasoning: { effort: 'high' } }, { top_k: 3, reasoning: { effort: 'high' } }],
];

test.each(examples)('%s (%s): %j', (slug, model, request, sent, fields = []) => {
  const changed = change(slug, request, { model });

  expect(changed.sent).toEqual({ messages: [user], ...sent });
  expect(changed.fields).toEqual(fields);
  expect(changed.members['model']).toBe(model);
});

test('every row has an example, a source and a known endpoint', () => {
  const shown = new Set(examples.map(([slug]) => slug));
  const known = new Set(knownEndpoints.map(({ slug }) => slug));

  expect(endpointQuirks.filter(({ slug }) => !shown.has(slug) || !known.has(slug))).toEqual([]);
  expect(endpointQuirks.every(({ source }) => source !== '')).toBe(true);
  const compatible = knownEndpoints.filter(({ kind }) => kind === 'openai-compatible').map(({ slug }) => slug);
  expect(new Set(endpointQuirks.map(({ slug }) => slug))).toEqual(new Set(compatible));
});

test.each([
  ['openai', 'o3', { logprobs: true }, 'logprobs'],
  ['mistral', 'm', { logprobs: true }, 'logprobs'],
  ['groq', 'm', { n: 2 }, 'n'],
  ['perplexity', 'm', { tools: [{ type: 'function' }] }, 'tools'],
])('%s (%s) cannot do %j', (slug, model, request, param) => {
  expect(() => change(slug, request, { model })).toThrow(expect.objectContaining({ type: 'provider_cannot', param }));
});

describe('messages', () => {
  const call = { id: 'toolu_01', type: 'function', function: { name: 'f' }, extra_content: { google: {} }, offset: 0 };
  const messages = [
    { role: 'developer', content: [{ type: 'text', text: 'A', cache_control: { type: 'ephemeral' } }], name: 'n' },
    { role: 'assistant', content: null, reasoning_content: 'hm', reasoning_details: [], tool_calls: [call] },
    { role: 'tool', tool_call_id: 'toolu_01', content: 'x', is_error: true },
  ];

  test('lose what a strict endpoint does not read, with a warning for each field', () => {
    const { sent, fields } = change('groq', { messages });

    expect(sent['messages']).toEqual([
      { role: 'system', content: [{ type: 'text', text: 'A' }] },
      { role: 'assistant', content: null, tool_calls: [{ id: 'toolu_01', type: 'function', function: { name: 'f' } }] },
      { role: 'tool', tool_call_id: 'toolu_01', content: 'x' },
    ]);
    expect(fields.toSorted()).toEqual([
      'cache_control',
      'extra_content',
      'is_error',
      'name',
      'offset',
      'reasoning_content',
      'reasoning_details',
    ]);
  });

  test('keep what an endpoint reads', () => {
    expect(JSON.stringify(change('deepseek', { messages }).sent)).toContain('"reasoning_content":"hm"');
    expect(JSON.stringify(change('openrouter', { messages }).sent)).toContain('cache_control');
    expect(change('acme', { messages }).members).toEqual({ model: 'm' });
  });

  test('have ids as Mistral wants them, the same for call and result', () => {
    const { sent } = change('mistral', { messages });
    const [, assistant, result] = sent['messages'] as { tool_calls: { id: string }[]; tool_call_id: string }[];

    expect(result?.tool_call_id).toMatch(/^[a-zA-Z0-9]{9}$/);
    expect(assistant?.tool_calls[0]?.id).toBe(result?.tool_call_id);
    const kept = change('mistral', { messages: [{ role: 'tool', tool_call_id: 'abcdefgh9' }, 7] });
    expect(kept.sent['messages']).toEqual([{ role: 'tool', tool_call_id: 'abcdefgh9' }, 7]);
  });

  test('of tools lose their marks for the cache', () => {
    const { sent } = change('openai', { tools: [{ type: 'function', cache_control: { type: 'ephemeral' } }] });

    expect(sent['tools']).toEqual([{ type: 'function' }]);
  });
});

describe('the usage of a stream', () => {
  const stream = { isStreamed: true };

  test('is asked for, where it must be', () => {
    expect(change('groq', {}, stream).sent).toMatchObject({ stream_options: { include_usage: true } });
    expect(change('groq', { stream_options: { a: 1 } }, stream).sent).toMatchObject({
      stream_options: { a: 1, include_usage: true },
    });
    expect(change('groq', { stream_options: { include_usage: true } }, stream).members).toEqual({ model: 'm' });
    expect(change('mistral', {}, stream).members).toEqual({ model: 'm' });
  });

  test('is no matter of embeddings', () => {
    expect(change('mistral', { user: 'u' }, { operation: 'embeddings' }).members).toEqual({ model: 'm' });
  });
});

function renderRow({ slug, source, parameters, reads, ...row }: EndpointQuirks): string {
  const name = knownEndpoints.find((known) => known.slug === slug)?.name ?? slug;
  const lines = Object.entries(parameters).map(([parameter, { says }]) => `| \`${parameter}\` | ${says} |`);
  const refused = (row.refusesInMessages ?? []).map((field) => `\`${field}\` in messages is left out.`);
  const facts = [
    `Usage of a stream: ${row.streamUsage === 'always' ? 'always reported' : 'asked for with `stream_options`'}.`,
    `Role \`developer\`: ${row.hasDeveloperRole ? 'as it is' : 'sent as `system`'}.`,
    `Of the dialect’s fields in messages it reads ${reads.map((field) => `\`${field}\``).join(', ') || 'none'}.`,
    ...refused,
    ...(row.hasNineCharacterIds === true ? ['Ids of tool calls are sent as nine characters.'] : []),
    ...(row.note === undefined ? [] : [row.note]),
  ];
  const table = lines.length === 0 ? [] : ['', '| parameter | what becomes of it |', '| --- | --- |', ...lines];
  return [`## ${name}`, '', ...facts.map((fact) => `- ${fact}`), ...table, '', `Source: ${source}`, ''].join('\n');
}

test('the reference page says what the table says', async () => {
  const page = [
    '# Quirks of OpenAI-compatible endpoints\n',
    'Written by the test of `shared/providers/openai-compatible/endpoint-quirks.ts`; `vitest -u` writes it anew. A parameter that stands',
    'here is never dropped in silence unless the row says so: what is left out or adjusted is a warning in the trace and in',
    '`x-signalbox-warnings`, what is refused is a 400 `provider_cannot`. Everything else passes byte by byte. An endpoint that is not',
    'listed gets every request as it came.\n',
    'Documents go to the endpoints that are listed as OpenAI’s chat takes them: text documents become texts, the others keep what OpenAI',
    'reads of them, and what is lost is a warning; a document by URL is refused.\n',
    ...endpointQuirks.map(renderRow),
  ].join('\n');

  await expect(page).toMatchFileSnapshot('../../../docs/reference/provider-quirks.md');
});
