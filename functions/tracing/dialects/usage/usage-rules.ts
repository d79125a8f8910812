import type { ReportedUsage } from '../../../../shared/pricing/normalize-usage.ts';
import { aliases, type RuleTable } from '../alias.ts';
import { readCount } from '../readers.ts';

export type ReportedCounts = Required<Omit<ReportedUsage, 'convention' | 'basis' | 'isPartial'>>;
export type UsageRules = { readonly [Count in keyof ReportedCounts]?: RuleTable<ReportedCounts>[Count] };

const otel = (...attributes: string[]) => aliases('opentelemetry', readCount, ...attributes);
const openllmetry = (...attributes: string[]) => aliases('openllmetry', readCount, ...attributes);
const openinference = (...attributes: string[]) => aliases('openinference', readCount, ...attributes);
const vercel = (...attributes: string[]) => aliases('vercel', readCount, ...attributes);

/** Google's ADK, before its version 2.3: what Gemini thought, which its output does not hold. */
export const outsideReasoningAttribute = 'gen_ai.usage.experimental.reasoning_tokens';

/** Pydantic AI: what has no name in the conventions; in its version 0 as the provider called it. */
const details = (...names: string[]) => otel(...names.map((name) => `gen_ai.usage.details.${name}`));

/**
 * https://github.com/open-telemetry/semantic-conventions-genai/blob/main/docs/registry/attributes/gen-ai.md, and the spellings
 * that are met beside it: agentgateway and LiveKit say `output_image_tokens`, and writes were `cache_creation` before `cache_write`;
 * Strands says `cache_write_input_tokens`, OpenRouter and Sentry `input_tokens.cached`.
 */
export const otelUsageRules = {
  input: otel('gen_ai.usage.input_tokens'),
  output: otel('gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens'),
  total: [...otel('gen_ai.usage.total_tokens'), ...openllmetry('llm.usage.total_tokens')],
  cacheRead: [
    ...otel('gen_ai.usage.cache_read.input_tokens'),
    ...openllmetry('gen_ai.usage.cache_read_input_tokens', 'gen_ai.usage.cached_input_tokens'),
    ...otel('gen_ai.usage.input_tokens.cached'),
    ...details('cache_read_tokens', 'cache_read_input_tokens', 'cached_tokens'),
    // The AI SDK before version 7 says only the input under OpenTelemetry's name.
    ...vercel('ai.usage.inputTokenDetails.cacheReadTokens', 'ai.usage.cachedInputTokens'),
  ],
  cacheWrite: [
    ...otel('gen_ai.usage.cache_write.input_tokens', 'gen_ai.usage.cache_creation.input_tokens'),
    ...openllmetry('gen_ai.usage.cache_creation_input_tokens'),
    ...otel('gen_ai.usage.cache_write_input_tokens', 'gen_ai.usage.input_tokens.cache_write'),
    ...details('cache_write_tokens', 'cache_creation_input_tokens'),
    ...vercel('ai.usage.inputTokenDetails.cacheWriteTokens'),
  ],
  reasoning: [
    ...otel('gen_ai.usage.reasoning.output_tokens'),
    ...openllmetry('gen_ai.usage.reasoning_tokens', 'gen_ai.usage.reasoning_output_tokens'),
    ...otel('gen_ai.usage.output_tokens.reasoning', outsideReasoningAttribute),
    ...details('reasoning_tokens'),
    ...vercel('ai.usage.outputTokenDetails.reasoningTokens', 'ai.usage.reasoningTokens'),
  ],
  audioInput: [
    ...otel('gen_ai.usage.audio.input_tokens', 'gen_ai.usage.input_audio_tokens'),
    ...details('input_audio_tokens'),
  ],
  imageInput: otel('gen_ai.usage.image.input_tokens', 'gen_ai.usage.input_image_tokens'),
  audioOutput: [
    ...otel('gen_ai.usage.audio.output_tokens', 'gen_ai.usage.output_audio_tokens'),
    ...details('output_audio_tokens'),
  ],
  imageOutput: otel('gen_ai.usage.image.output_tokens', 'gen_ai.usage.output_image_tokens'),
} satisfies UsageRules;

/** What OpenTelemetry called it until 1.27, and OpenLLMetry for longer: as the provider counts. */
export const promptUsageRules = {
  ...otelUsageRules,
  input: otel('gen_ai.usage.prompt_tokens'),
} satisfies UsageRules;

/** https://github.com/Arize-ai/openinference/blob/main/spec/semantic_conventions.md: details are parts of their whole. */
export const openInferenceUsageRules = {
  input: openinference('llm.token_count.prompt'),
  output: openinference('llm.token_count.completion'),
  total: openinference('llm.token_count.total'),
  cacheRead: openinference('llm.token_count.prompt_details.cache_read', 'llm.token_count.prompt_details.cache_input'),
  cacheWrite: openinference('llm.token_count.prompt_details.cache_write'),
  audioInput: openinference('llm.token_count.prompt_details.audio'),
  reasoning: openinference('llm.token_count.completion_details.reasoning'),
  audioOutput: openinference('llm.token_count.completion_details.audio'),
} satisfies UsageRules;

/** https://ai-sdk.dev/docs/ai-sdk-core/telemetry: version 4 counted prompt and completion tokens. */
export const vercelUsageRules = {
  input: vercel('ai.usage.inputTokens', 'ai.usage.promptTokens', 'ai.usage.tokens'),
  output: vercel('ai.usage.outputTokens', 'ai.usage.completionTokens'),
  total: vercel('ai.usage.totalTokens'),
  cacheRead: vercel('ai.usage.inputTokenDetails.cacheReadTokens', 'ai.usage.cachedInputTokens'),
  cacheWrite: vercel('ai.usage.inputTokenDetails.cacheWriteTokens'),
  reasoning: vercel('ai.usage.outputTokenDetails.reasoningTokens', 'ai.usage.reasoningTokens'),
} satisfies UsageRules;

/** The rules of all dialects that have an attribute for each count. */
export const usageRuleSets: readonly UsageRules[] = [
  otelUsageRules,
  promptUsageRules,
  openInferenceUsageRules,
  vercelUsageRules,
];
