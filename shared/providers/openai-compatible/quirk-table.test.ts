import { describe, expect, test } from 'vitest';
import { isObject, type JsonObject } from '../../json/json-object.ts';
import { editJsonMembers } from '../edit-json-members.ts';
import type { ProviderCall } from '../provider.ts';
import { ProviderError } from '../provider-error.ts';
import { createQuirks } from './apply-quirks.ts';
import { endpointQuirks, quirksOf } from './endpoint-quirks.ts';

const user = { role: 'user', content: 'Hi' };

/** A value for each parameter that the table names, one that says something. */
const samples: JsonObject = {
  max_tokens: 5,
  max_completion_tokens: 5,
  temperature: 1.7,
  top_p: 0.5,
  top_k: 3,
  n: 2,
  seed: 4,
  stop: ['x'],
  presence_penalty: 1.5,
  frequency_penalty: 1.5,
  logit_bias: { 1: 2 },
  logprobs: true,
  top_logprobs: 2,
  response_format: { type: 'json_schema', json_schema: { name: 'a', schema: {} } },
  tools: [{ type: 'function', function: { name: 'f' } }],
  tool_choice: 'auto',
  parallel_tool_calls: false,
  stream_options: { include_usage: true },
  service_tier: 'priority',
  verbosity: 'low',
  prediction: { type: 'content', content: 'x' },
  user: 'u',
  store: true,
  metadata: { a: 'b' },
  safety_identifier: 'x',
  prompt_cache_key: 'x',
  prompt_cache_retention: '24h',
  reasoning_effort: 'minimal',
  reasoning: { effort: 'low', max_tokens: 100 },
  cache_control: { type: 'ephemeral' },
};
/** One model that reasons and one that does not, by the words that the rules look for. */
const models = ['gpt-5', 'gpt-4o', 'grok-4', 'grok-2', 'm'];

type Fate = { kind: 'refused' } | { kind: 'passed' | 'changed'; sent: JsonObject; warned: boolean };

function fateOf(slug: string, model: string, request: JsonObject): Fate {
  const whole = { model: 'x', messages: [user], ...request };
  const rawBody = Buffer.from(JSON.stringify(whole));
  const signal = new AbortController().signal;
  const call: ProviderCall = { operation: 'chat', model, request: whole, rawBody, isStreamed: false, signal };
  try {
    const { members, warnings } = createQuirks(quirksOf(slug))(call);
    const sent: JsonObject = JSON.parse(Buffer.from(editJsonMembers(rawBody, members)).toString('utf8'));
    const isSame = Object.entries(request).every(
      ([name, value]) => JSON.stringify(sent[name]) === JSON.stringify(value),
    );
    return { kind: isSame ? 'passed' : 'changed', sent, warned: warnings.length > 0 };
  } catch (error) {
    if (error instanceof ProviderError && error.type === 'provider_cannot') return { kind: 'refused' };
    throw error;
  }
}

/** Whether what became of a parameter is what its row says of it. */
function keeps(says: string, name: string, fates: readonly Fate[]): boolean {
  const sents = fates.flatMap((fate) => (fate.kind === 'refused' ? [] : [fate]));
  const renamed = /^sent as `(\w+)`/.exec(says)?.[1];
  if (says.startsWith('refused')) return fates.some(({ kind }) => kind === 'refused');
  if (says.endsWith('silently')) return sents.every(({ sent, warned }) => sent[name] === undefined && !warned);
  if (says.startsWith('left out')) return sents.some(({ sent, warned }) => sent[name] === undefined && warned);
  if (renamed !== undefined) return sents.some(({ sent }) => sent[name] === undefined && sent[renamed] !== undefined);
  if (says.startsWith('brought into')) return sents.every(({ sent, warned }) => warned && Number(sent[name]) <= 1);
  return sents.some(({ kind }) => kind === 'changed') || name === 'reasoning_effort';
}

const rows = endpointQuirks.flatMap(({ slug, parameters }) =>
  Object.entries(parameters).map(([name, { says }]): [string, string, string] => [slug, name, says]),
);

test.each(rows)('%s: `%s` is %s', (slug, name, says) => {
  expect(samples).toHaveProperty(name);
  const fates = models.map((model) => fateOf(slug, model, { [name]: samples[name] }));

  expect(keeps(says, name, fates)).toBe(true);
});

describe.each(endpointQuirks.map(({ slug }) => slug))('%s', (slug) => {
  test.each(Object.keys(samples))('`%s` passes, or its row says what becomes of it', (name) => {
    const says = quirksOf(slug).parameters[name]?.says ?? null;
    for (const model of models) {
      const fate = fateOf(slug, model, { [name]: samples[name] });
      if (says === null) expect(fate.kind).toBe('passed');
      else if (fate.kind === 'changed') expect(fate.warned || /silently|^sent as|→|is sent/.test(says)).toBe(true);
    }
  });

  test('a limit in either form arrives', () => {
    for (const name of ['max_tokens', 'max_completion_tokens']) {
      const fate = fateOf(slug, 'gpt-5', { [name]: 5 });
      expect(fate.kind === 'refused' ? null : (fate.sent['max_tokens'] ?? fate.sent['max_completion_tokens'])).toBe(5);
    }
  });
});

// These know only `max_tokens`, by the pages that their rows name as sources.
test.each([
  'mistral',
  'cohere',
  'together',
  'fireworks',
  'deepseek',
  'sambanova',
  'perplexity',
  'moonshotai',
  'ollama',
])('%s gets `max_tokens` from who speaks of `max_completion_tokens`', (slug) => {
  const fate = fateOf(slug, 'm', { max_completion_tokens: 5 });

  expect(fate).toMatchObject({ kind: 'changed', warned: false, sent: { max_tokens: 5 } });
  expect(fate.kind === 'changed' && isObject(fate.sent) && 'max_completion_tokens' in fate.sent).toBe(false);
});

describe('documents', () => {
  const text = `data:text/plain;base64,${Buffer.from('The log.').toString('base64')}`;
  const pdf = 'data:application/pdf;base64,AAAA';
  const sentOf = (slug: string, part: JsonObject) => {
    const fate = fateOf(slug, 'gpt-4o', { messages: [{ role: 'user', content: [part] }] });
    return fate.kind === 'refused' ? fate : { ...fate, part: (fate.sent['messages'] as JsonObject[])[0]?.['content'] };
  };

  test('of text become texts, which is said', () => {
    const pieces = [
      { type: 'text', text: 'One.' },
      { type: 'text', text: 'Two.' },
    ];

    expect(sentOf('openai', { type: 'file', file: { file_data: text }, title: 'Log', context: 'Old' })).toMatchObject({
      warned: true,
      part: [{ type: 'text', text: 'Log\n\nOld\n\nThe log.' }],
    });
    expect(sentOf('groq', { type: 'file', file: { content: pieces }, citations: { enabled: true } })).toMatchObject({
      warned: true,
      part: [{ type: 'text', text: 'One.\n\nTwo.' }],
    });
  });

  test('that are none lose what the endpoint does not read, which is said', () => {
    const file = { type: 'file', file: { file_data: pdf }, title: 'a.pdf', citations: { enabled: true } };

    expect(sentOf('openai', file)).toMatchObject({
      warned: true,
      part: [{ type: 'file', file: { file_data: pdf, filename: 'a.pdf' } }],
    });
    expect(sentOf('openai', { type: 'file', file: { file_data: pdf }, citations: { enabled: false } })).toMatchObject({
      warned: false,
    });
  });

  test('by URL are refused by who fetches none', () => {
    expect(sentOf('openai', { type: 'file', file: { file_url: 'https://example.com/a.pdf' } })).toEqual({
      kind: 'refused',
    });
  });

  test('pass to endpoints that nobody has described, and in OpenAI’s own form', () => {
    expect(sentOf('acme', { type: 'file', file: { file_data: text }, title: 'Log' })).toMatchObject({ kind: 'passed' });
    expect(sentOf('openai', { type: 'file', file: { file_id: 'file_1' } })).toMatchObject({ kind: 'passed' });
  });
});
