import { encodeEvents } from '../../../shared/providers/bedrock/testing/event-stream.ts';
import { sse } from '../../fixtures/fake-provider/world/tale.ts';
import type { Adapter } from './adapters.ts';

type Usage = object | undefined;
interface Wire {
  /** All of an answer that says `Hi`. */
  whole(usage: Usage): object;
  stream(usage: Usage): Uint8Array[];
}

const openAi: Wire = {
  whole: (usage) => ({
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Hi' } }],
    usage,
  }),
  stream: (usage) => [
    sse({ choices: [{ index: 0, delta: { content: 'Hi' } }] }),
    sse({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }),
    sse({ choices: [], usage }),
    Buffer.from('data: [DONE]\n\n'),
  ],
};

const message = { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude' };
const event = (json: { type: string; [member: string]: unknown }) => sse(json, json.type);
const anthropic: Wire = {
  whole: (usage) => ({ ...message, content: [{ type: 'text', text: 'Hi' }], stop_reason: 'end_turn', usage }),
  stream: (usage) => [
    event({ type: 'message_start', message: { ...message, content: [] } }),
    event({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }),
    event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hi' } }),
    event({ type: 'content_block_stop', index: 0 }),
    event({ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage }),
    event({ type: 'message_stop' }),
  ],
};

const candidates = [{ index: 0, content: { role: 'model', parts: [{ text: 'Hi' }] }, finishReason: 'STOP' }];
const gemini: Wire = {
  whole: (usageMetadata) => ({ candidates, usageMetadata }),
  stream: (usageMetadata) => [sse({ candidates, usageMetadata })],
};

const bedrock: Wire = {
  whole: (usage) => ({
    output: { message: { role: 'assistant', content: [{ text: 'Hi' }] } },
    stopReason: 'end_turn',
    usage,
  }),
  stream: (usage) => [
    encodeEvents([
      { contentBlockDelta: { contentBlockIndex: 0, delta: { text: 'Hi' } } },
      { messageStop: { stopReason: 'end_turn' } },
      { metadata: { usage } },
    ]),
  ],
};

/** Answers in each provider's own form, with usage as a test has it. */
export const wires: Readonly<Record<Adapter['kind'], Wire>> = {
  ...{ 'openai-compatible': openAi, 'azure-openai': openAi },
  ...{ anthropic, gemini, bedrock },
};

/** What was used, in each provider's own counts: which of them hold the cached tokens, and which the thoughts, differs. */
export interface Counts {
  /** All of the input. */
  input: number;
  cached: number;
  written5m: number;
  written1h: number;
  /** All of the output. */
  output: number;
  reasoning: number;
}

const openAiUsage = ({ input, cached, output, reasoning }: Counts) => ({
  ...{ prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
  prompt_tokens_details: { cached_tokens: cached },
  completion_tokens_details: { reasoning_tokens: reasoning },
});

/** After the references: OpenAI “usage”, Anthropic “Usage”, Google `UsageMetadata`, Bedrock `TokenUsage`. */
export const usageFormats: Readonly<Record<Adapter['kind'], (counts: Counts) => object>> = {
  'openai-compatible': openAiUsage,
  'azure-openai': openAiUsage,
  anthropic: ({ input, cached, written5m, written1h, output, reasoning }) => ({
    input_tokens: input - cached - written5m - written1h,
    cache_read_input_tokens: cached,
    cache_creation_input_tokens: written5m + written1h,
    cache_creation: { ephemeral_5m_input_tokens: written5m, ephemeral_1h_input_tokens: written1h },
    output_tokens: output,
    output_tokens_details: { thinking_tokens: reasoning },
  }),
  gemini: ({ input, cached, output, reasoning }) => ({
    ...{ promptTokenCount: input, cachedContentTokenCount: cached, thoughtsTokenCount: reasoning },
    ...{ candidatesTokenCount: output - reasoning, totalTokenCount: input + output },
  }),
  bedrock: ({ input, cached, written5m, written1h, output }) => ({
    ...{ inputTokens: input - cached - written5m - written1h, outputTokens: output, totalTokens: input + output },
    ...{ cacheReadInputTokens: cached, cacheWriteInputTokens: written5m + written1h },
    cacheDetails: [
      { ttl: '5m', inputTokens: written5m },
      { ttl: '1h', inputTokens: written1h },
    ],
  }),
};
