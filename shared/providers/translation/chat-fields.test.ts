import { describe, expect, test } from 'vitest';
import type { CallWarning } from '../../contract/call-decision.ts';
import type { JsonObject } from '../../json/json-object.ts';
import { toAnthropicRequest } from '../anthropic/to-anthropic-request.ts';
import { toConverseRequest } from '../bedrock/to-converse-request.ts';
import { toGeminiRequest } from '../gemini/to-gemini-request.ts';
import { ProviderError } from '../provider-error.ts';

const user = { role: 'user', content: 'Hi' };
const tool = { type: 'function', function: { name: 'look', parameters: { type: 'object' } } };
const image = (detail: string) => ({ type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA', detail } });

/** Fields of a chat request (docs/explanation/chat-dialect.md, OpenAI's reference), each with a value that says something. */
const fields: readonly [name: string, part: JsonObject][] = [
  ['max_tokens', { max_tokens: 7 }],
  ['max_completion_tokens', { max_completion_tokens: 7 }],
  ['temperature', { temperature: 0.3 }],
  ['top_p', { top_p: 0.4 }],
  ['top_k', { top_k: 5 }],
  ['stop', { stop: ['END'] }],
  ['stop as a text', { stop: 'END' }],
  ['seed', { seed: 3 }],
  ['the seed 0', { seed: 0 }],
  ['n', { n: 2 }],
  ['logprobs', { logprobs: true }],
  ['top_logprobs', { logprobs: true, top_logprobs: 2 }],
  ['top_logprobs alone', { top_logprobs: 2 }],
  ['frequency_penalty', { frequency_penalty: 0.5 }],
  ['presence_penalty', { presence_penalty: 0.5 }],
  ['logit_bias', { logit_bias: { 1: 2 } }],
  ['prediction', { prediction: { type: 'content', content: 'x' } }],
  ['verbosity', { verbosity: 'low' }],
  ['service_tier', { service_tier: 'flex' }],
  ['modalities', { modalities: ['text', 'audio'] }],
  ['audio', { audio: { voice: 'alloy', format: 'wav' } }],
  ['tools', { tools: [tool] }],
  ['a custom tool', { tools: [{ type: 'custom', custom: { name: 'x' } }] }],
  ['tool_choice', { tools: [tool], tool_choice: 'required' }],
  ['a named tool_choice', { tools: [tool], tool_choice: tool }],
  [
    'allowed tools',
    { tools: [tool], tool_choice: { type: 'allowed_tools', allowed_tools: { mode: 'auto', tools: [tool] } } },
  ],
  ['parallel_tool_calls', { tools: [tool], parallel_tool_calls: false }],
  ['strict tools', { tools: [{ ...tool, function: { ...tool.function, strict: true } }] }],
  ['functions', { functions: [{ name: 'x' }] }],
  ['function_call', { function_call: 'auto' }],
  [
    'response_format',
    { response_format: { type: 'json_schema', json_schema: { name: 'a', schema: { type: 'object' } } } },
  ],
  ['JSON mode', { response_format: { type: 'json_object' } }],
  ['web_search_options', { web_search_options: { search_context_size: 'low' } }],
  ['reasoning_effort', { reasoning_effort: 'low' }],
  ['reasoning', { reasoning: { max_tokens: 2_000 } }],
  ['cache_control', { cache_control: { type: 'ephemeral' } }],
  ['a marked tool', { tools: [{ ...tool, cache_control: { type: 'ephemeral' } }] }],
  [
    'a marked part',
    { messages: [{ role: 'user', content: [{ type: 'text', text: 'x', cache_control: { type: 'ephemeral' } }] }] },
  ],
  ['what nobody knows', { min_p: 0.1 }],
  ['the name of a message', { messages: [{ ...user, name: 'ada' }] }],
  ['a developer', { messages: [{ role: 'developer', content: 'Be brief.' }, user] }],
  ['the detail of an image', { messages: [{ role: 'user', content: [image('high')] }] }],
  [
    'audio as input',
    { messages: [{ role: 'user', content: [{ type: 'input_audio', input_audio: { data: 'AA==', format: 'wav' } }] }] },
  ],
  [
    'a video',
    { messages: [{ role: 'user', content: [{ type: 'video_url', video_url: { url: 'https://example.com/a.mp4' } }] }] },
  ],
  [
    'a PDF',
    {
      messages: [
        {
          role: 'user',
          content: [{ type: 'file', file: { file_data: 'data:application/pdf;base64,AAAA', filename: 'a.pdf' } }],
        },
      ],
    },
  ],
  ['audio that was spoken', { messages: [user, { role: 'assistant', content: 'x', audio: { id: 'audio_1' } }, user] }],
  [
    'a function call of old',
    { messages: [user, { role: 'assistant', function_call: { name: 'f', arguments: '{}' } }, user] },
  ],
  ['a function result of old', { messages: [user, { role: 'function', name: 'f', content: 'x' }] }],
  ['unsigned reasoning', { messages: [user, { role: 'assistant', content: 'x', reasoning_content: 'hm' }, user] }],
  [
    'an image that is none',
    { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'ftp://x' } }] }] },
  ],
];

/** Whose call it is and how it is delivered: no model needs to know it. */
const silent: readonly JsonObject[] = [
  { metadata: { session_id: 'x' } },
  { store: true },
  { stream_options: { include_usage: true } },
  { safety_identifier: 'x' },
  { prompt_cache_key: 'x' },
];

/** Where a setting changes nothing because it is what happens anyway: the dialect's default, or the model's only way. */
const isTheDefault: Readonly<Record<string, readonly string[]>> = {
  'gemini gemini-2.5-pro': ['unsigned reasoning'],
  'gemini gemini-3-pro-preview': ['unsigned reasoning'],
};

type Translate = (request: JsonObject) => { body: JsonObject; warnings: CallWarning[] };

const adapters: readonly [name: string, translate: Translate][] = [
  ...['claude-opus-4-5', 'claude-opus-5', 'claude-3-haiku-20240307'].map((model): [string, Translate] => [
    `anthropic ${model}`,
    (request) => toAnthropicRequest(request, { model, isStreamed: false, maxOutputTokens: 8_000 }),
  ]),
  ...['anthropic.claude-opus-4-5-v1:0', 'us.amazon.nova-pro-v1:0', 'meta.llama3-1-70b-instruct-v1:0'].map(
    (model): [string, Translate] => [
      `bedrock ${model}`,
      (request) => toConverseRequest(request, { model, isStreamed: false }),
    ],
  ),
  ...['gemini-2.5-pro', 'gemini-3-pro-preview'].map((model): [string, Translate] => [
    `gemini ${model}`,
    (request) => toGeminiRequest(request, model),
  ]),
];

/** What became of a field: nothing may be the answer only where it changes nothing. */
function fateOf(translate: Translate, part: JsonObject, plain: JsonObject): string {
  try {
    const { body, warnings } = translate({ messages: [user], ...part });
    if (warnings.length > 0) return 'warned';
    return JSON.stringify(body) === JSON.stringify(translate({ messages: [user], ...plain }).body)
      ? 'lost'
      : 'translated';
  } catch (error) {
    if (error instanceof ProviderError && error.type === 'provider_cannot' && error.param !== null) return 'refused';
    throw error;
  }
}

/** The same request without what is looked at: the tools that a choice is about stay. */
function without(name: string, part: JsonObject): JsonObject {
  if (part['messages'] !== undefined) return {};
  const { tools } = part;
  return name.includes('tools') && name !== 'allowed tools' ? {} : tools === undefined ? {} : { tools: [tool] };
}

describe.each(adapters)('%s', (adapter, translate) => {
  test.each(fields)('%s is translated, refused or warned of', (name, part) => {
    const isKnown = isTheDefault[adapter]?.includes(name) === true;

    expect(fateOf(translate, part, without(name, part))).not.toBe(isKnown ? '' : 'lost');
  });

  test.each(silent)('%j is no matter of the model', (part) => {
    expect(translate({ messages: [user], ...part }).warnings).toEqual([]);
  });
});
