import { describe, expect, test } from 'vitest';
import { ValidationError } from '../../../shared/http/errors.ts';
import type { JsonObject } from '../../../shared/json/json-object.ts';
import { anthropicMessagesSurface } from './anthropic-messages/anthropic-messages-surface.ts';
import { openAiResponsesSurface } from './openai-responses/openai-responses-surface.ts';
import type { Surface } from './surface.ts';

const schema = { type: 'object', properties: {} };
const ephemeral = { type: 'ephemeral' };

/** Fields of https://platform.openai.com/docs/api-reference/responses/create, each with a value that says something. */
const tool = { type: 'function', name: 'look', parameters: schema };
const item = (part: JsonObject) => ({ input: [{ role: 'user', content: [{ type: 'input_text', text: 'Hi' }, part] }] });
const responses: readonly JsonObject[] = [
  { background: true },
  { context_management: [{ type: 'compaction', compact_threshold: 1_000 }] },
  { conversation: 'conv_1' },
  { include: ['message.output_text.logprobs'] },
  { include: ['file_search_call.results'] },
  { instructions: 'Be brief.' },
  { max_output_tokens: 7 },
  { max_tool_calls: 3 },
  { metadata: { a: 'b' } },
  { parallel_tool_calls: false },
  { previous_response_id: 'resp_1' },
  { prompt: { id: 'pmpt_1' } },
  { prompt_cache_key: 'a' },
  { prompt_cache_retention: '24h' },
  { reasoning: { effort: 'low' } },
  { requirements: { needs: ['tools'] } },
  { reasoning: { context: 'all' } },
  { safety_identifier: 'a' },
  { service_tier: 'flex' },
  { store: true },
  { stream: true },
  { temperature: 0.3 },
  { text: { format: { type: 'json_object' } } },
  { text: { format: { type: 'json_schema', name: 'a', schema } } },
  { text: { format: { type: 'grammar' } } },
  { text: { verbosity: 'low' } },
  { tools: [tool] },
  { tools: [{ type: 'web_search' }] },
  { tools: [{ ...tool, defer_loading: true }] },
  { tools: [tool], tool_choice: 'required' },
  { tools: [tool], tool_choice: { type: 'function', name: 'look' } },
  { tools: [tool], tool_choice: { type: 'file_search' } },
  { top_logprobs: 2 },
  { top_p: 0.4 },
  { truncation: 'auto' },
  { user: 'a' },
  { unheard_of: 1 },
  item({ type: 'input_image', image_url: 'https://example.com/a.png', detail: 'high' }),
  item({ type: 'input_image', file_id: 'file_1' }),
  item({ type: 'input_file', file_data: 'data:application/pdf;base64,AAAA', filename: 'a.pdf' }),
  item({ type: 'input_file', file_url: 'https://example.com/a.pdf' }),
  item({ type: 'input_file', file_id: 'file_1' }),
  item({ type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } }),
  item({ type: 'input_video' }),
  ...[
    'item_reference',
    'web_search_call',
    'computer_call',
    'image_generation_call',
    'mcp_call',
    'custom_tool_call',
  ].map((type) => ({
    input: [
      { role: 'user', content: 'Hi' },
      { type, id: 'x' },
    ],
  })),
];

/** Fields of https://docs.claude.com/en/api/messages, betas included. */
const own = { name: 'look', input_schema: schema };
const said = (block: JsonObject) => ({ messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }, block] }] });
const answered = (block: JsonObject) => ({
  messages: [
    { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
    { role: 'assistant', content: [block] },
  ],
});
const messages: readonly JsonObject[] = [
  { cache_control: ephemeral },
  { container: 'c' },
  { conversation: 'conv_1' },
  { context_management: { edits: [] } },
  { inference_geo: 'eu' },
  { max_tokens: 8 },
  { mcp_servers: [{ type: 'url' }] },
  { metadata: { user_id: 'a' } },
  { output_config: { effort: 'low' } },
  { output_config: { format: { type: 'json_schema', schema } } },
  { output_format: { type: 'json_schema', schema } },
  { requirements: { needs: ['tools'] } },
  { service_tier: 'standard_only' },
  { speed: 'fast' },
  { stop_sequences: ['END'] },
  { stream: true },
  { system: 'Be brief.' },
  { system: [{ type: 'text', text: 'Be brief.', cache_control: ephemeral }] },
  { temperature: 0.3 },
  { thinking: { type: 'enabled', budget_tokens: 2_000 } },
  { thinking: { type: 'adaptive', display: 'omitted' } },
  { thinking: { type: 'disabled' } },
  { tools: [own] },
  { tools: [{ ...own, cache_control: ephemeral }] },
  ...['allowed_callers', 'defer_loading', 'eager_input_streaming', 'input_examples'].map((name) => ({
    tools: [{ ...own, [name]: [true] }],
  })),
  ...['web_search_20250305', 'bash_20250124', 'code_execution_20250825'].map((type) => ({
    tools: [{ type, name: 'x' }],
  })),
  { tools: [own], tool_choice: { type: 'any', disable_parallel_tool_use: true } },
  { tools: [own], tool_choice: { type: 'tool', name: 'look' } },
  { top_k: 5 },
  { top_p: 0.4 },
  { unheard_of: 1 },
  said({ type: 'text', text: 'Well', cache_control: ephemeral }),
  said({ type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } }),
  said({ type: 'image', source: { type: 'file', file_id: 'file_1' } }),
  said({ type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: 'AAAA' } }),
  said({ type: 'document', source: { type: 'content', content: 'Log' }, citations: { enabled: true } }),
  said({ type: 'search_result', source: 'https://a', title: 'A', content: [{ type: 'text', text: 'x' }] }),
  said({ type: 'container_upload', file_id: 'file_1' }),
  said({ type: 'tool_result', tool_use_id: 'toolu_1', content: 'x', is_error: true }),
  answered({ type: 'thinking', thinking: 'hm', signature: 'c2ln' }),
  answered({ type: 'redacted_thinking', data: 'eA==' }),
  answered({ type: 'tool_use', id: 'toolu_1', name: 'look', input: { a: 1 } }),
  ...['server_tool_use', 'web_search_tool_result', 'mcp_tool_use'].map((type) =>
    answered({ type, id: 'x', name: 'y' }),
  ),
];

/** What became of a field. Only one that changes nothing and says nothing is lost. */
function fateOf(surface: Surface, base: JsonObject, part: JsonObject): string {
  const toolsAlone = 'tool_choice' in part ? { tools: part['tools'] } : {};
  const plain = surface.toChatRequest({ ...base, ...toolsAlone });
  try {
    const { toCallerField: _, ...translated } = surface.toChatRequest({ ...base, ...part });
    if (translated.warnings.length > 0) return 'warned';
    const { toCallerField: __, ...before } = plain;
    return JSON.stringify(translated) === JSON.stringify(before) ? 'lost' : 'translated';
  } catch (error) {
    if (error instanceof ValidationError && error.param !== undefined) return 'refused';
    throw error;
  }
}

describe('every documented field is translated, refused or warned of', () => {
  const asked = { model: 'm', input: [{ role: 'user', content: [{ type: 'input_text', text: 'Hi' }] }] };

  test.each(responses)('OpenAI’s responses: %j', (part) => {
    expect(fateOf(openAiResponsesSurface, asked, part)).not.toBe('lost');
  });

  const sent = { model: 'm', max_tokens: 9, messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }] };

  test.each(messages)('Anthropic’s messages: %j', (part) => {
    expect(fateOf(anthropicMessagesSurface, sent, part)).not.toBe('lost');
  });
});

test.each([{ stream_options: { include_obfuscation: false } }, { reasoning: { summary: 'auto' } }])(
  '%j of a response says nothing to a model',
  (part) => {
    expect(fateOf(openAiResponsesSurface, { model: 'm', input: 'Hi' }, part)).toBe('lost');
  },
);
