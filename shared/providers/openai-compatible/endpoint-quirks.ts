import { citeSources } from './cite-sources.ts';
import {
  cohereEffort,
  deepSeekEffort,
  grokReasons,
  isGrokWithoutEffort,
  mistralEffort,
  moonshotEffort,
  openAiEffort,
} from './effort-rules.ts';
import { joinParts } from './join-parts.ts';
import { isReasoningModel, refusesSampling, refusesTemperature } from './openai-reasoning.ts';
import { type EndpointQuirks, messageExtensions, type ParameterRule } from './quirks.ts';
import {
  drop,
  dropSerialCalls,
  isAbove,
  jsonObjectOnly,
  omit,
  reasoningAsEffort,
  refuse,
  rename,
  within,
  words,
} from './rules.ts';

const onlyOne = refuse('This endpoint gives one answer a call.', isAbove(1));
const noLogprobs = refuse('This endpoint does not report log probabilities.');
const storage = { store: omit(), metadata: omit() };
const all = (names: readonly string[], rule: ParameterRule) => Object.fromEntries(names.map((name) => [name, rule]));

/** `temperature: 0` is a wish of its own, unlike the other zeros. */
const dropTemperature: ParameterRule = {
  says: 'left out for reasoning models, unless 1',
  apply: (input) => {
    if (typeof input.value !== 'number' || !refusesTemperature(input)) return null;
    const message = 'Reasoning models choose it themselves.';
    return { set: { [input.name]: undefined }, warning: { isDropped: true, message } };
  },
};

/** One row for each endpoint whose ways are known, by its slug in `known-endpoints.ts`. */
export const endpointQuirks: readonly EndpointQuirks[] = [
  {
    slug: 'openai',
    source: 'platform.openai.com/docs/api-reference/chat and /docs/guides/reasoning, /docs/guides/latest-model',
    streamUsage: 'on-request',
    parameters: {
      max_tokens: rename('max_completion_tokens', isReasoningModel, ' for reasoning models'),
      temperature: dropTemperature,
      ...all(
        ['top_p', 'presence_penalty', 'frequency_penalty', 'logit_bias'],
        drop(refusesSampling, ' for reasoning models'),
      ),
      logprobs: refuse('Reasoning models do not report log probabilities.', refusesSampling),
      top_logprobs: drop(refusesSampling, ' for reasoning models'),
      reasoning_effort: openAiEffort,
      reasoning: reasoningAsEffort(openAiEffort),
      top_k: drop(),
      cache_control: drop(),
    },
    reads: ['annotations'],
    hasDeveloperRole: true,
  },
  {
    slug: 'mistral',
    source: 'docs.mistral.ai/api (ChatCompletionRequest, extra inputs are forbidden: 422); client errors in its issues',
    streamUsage: 'always',
    parameters: {
      max_completion_tokens: rename('max_tokens'),
      seed: rename('random_seed'),
      stream_options: omit(),
      logprobs: noLogprobs,
      ...all(['top_logprobs', 'logit_bias', 'top_k', 'service_tier', 'verbosity'], drop()),
      ...all(['user', 'store', 'safety_identifier', 'prompt_cache_key', 'prompt_cache_retention'], omit()),
      reasoning_effort: mistralEffort,
      reasoning: reasoningAsEffort(mistralEffort),
      cache_control: drop(),
    },
    reads: [],
    hasDeveloperRole: false,
    hasNineCharacterIds: true,
    rewriteAnswer: joinParts,
    note: 'What its models think comes as parts of the content, and becomes `reasoning_content`.',
  },
  {
    slug: 'cohere',
    source: 'docs.cohere.com/docs/compatibility-api (supported and unsupported parameters)',
    streamUsage: 'on-request',
    parameters: {
      max_completion_tokens: rename('max_tokens'),
      n: onlyOne,
      presence_penalty: within(0, 1),
      frequency_penalty: within(0, 1),
      ...all(['logit_bias', 'top_logprobs', 'top_k', 'service_tier', 'prediction'], drop()),
      parallel_tool_calls: dropSerialCalls(),
      ...storage,
      user: omit(),
      reasoning_effort: cohereEffort,
      reasoning: reasoningAsEffort(cohereEffort),
      cache_control: drop(),
    },
    reads: [],
    hasDeveloperRole: true,
  },
  {
    slug: 'groq',
    source: 'console.groq.com/docs/openai (fields that result in a 400)',
    streamUsage: 'on-request',
    parameters: {
      n: onlyOne,
      logprobs: noLogprobs,
      ...all(['top_logprobs', 'logit_bias', 'top_k'], drop()),
      ...storage,
      reasoning_effort: words({ minimal: 'low', xhigh: 'high', max: 'high' }),
      reasoning: reasoningAsEffort(words({ minimal: 'low', xhigh: 'high', max: 'high' })),
      cache_control: drop(),
    },
    reads: [],
    refusesInMessages: ['name'],
    hasDeveloperRole: false,
    note: 'Streams also carry usage in `x_groq`, which is passed on.',
  },
  {
    slug: 'together',
    source: 'docs.together.ai/reference/chat-completions',
    streamUsage: 'on-request',
    parameters: {
      max_completion_tokens: rename('max_tokens'),
      reasoning: reasoningAsEffort(),
      cache_control: drop(),
    },
    reads: ['reasoning_content'],
    hasDeveloperRole: false,
  },
  {
    slug: 'fireworks',
    source: 'docs.fireworks.ai/api-reference/post-chatcompletions and /tools-sdks/openai-compatibility',
    streamUsage: 'on-request',
    parameters: {
      max_completion_tokens: rename('max_tokens'),
      reasoning: reasoningAsEffort(),
      cache_control: drop(),
    },
    reads: ['reasoning_content'],
    hasDeveloperRole: false,
    note: 'Where `max_tokens` does not fit into the context, Fireworks shortens it by itself.',
  },
  {
    slug: 'deepseek',
    source: 'api-docs.deepseek.com/api/create-chat-completion and /guides/thinking_mode',
    streamUsage: 'on-request',
    parameters: {
      max_completion_tokens: rename('max_tokens'),
      n: onlyOne,
      response_format: jsonObjectOnly(),
      reasoning_effort: deepSeekEffort,
      reasoning: reasoningAsEffort(deepSeekEffort),
      ...all(['seed', 'logit_bias', 'top_k'], drop()),
      ...storage,
      cache_control: drop(),
    },
    reads: ['reasoning_content'],
    hasDeveloperRole: false,
    note: 'Cached tokens are `prompt_cache_hit_tokens`, inside of the prompt. While thinking it ignores temperature and penalties.',
  },
  {
    slug: 'x-ai',
    source: 'docs.x.ai/docs/guides/reasoning and /docs/api-reference (chat completions)',
    streamUsage: 'on-request',
    parameters: {
      ...all(['presence_penalty', 'frequency_penalty', 'stop'], drop(grokReasons, ' for reasoning models')),
      reasoning_effort: drop(isGrokWithoutEffort, ' for models without levels'),
      reasoning: reasoningAsEffort(drop(isGrokWithoutEffort)),
      ...all(['logit_bias', 'top_k'], drop()),
      ...storage,
      cache_control: drop(),
    },
    reads: ['reasoning_content'],
    hasDeveloperRole: true,
    note: 'Counts reasoning beside the completion; pricing adds it.',
  },
  {
    slug: 'sambanova',
    source: 'docs.sambanova.ai/docs/en/features/openai-compatibility and its chat completion reference',
    streamUsage: 'on-request',
    parameters: {
      max_completion_tokens: rename('max_tokens'),
      n: onlyOne,
      ...all(['logit_bias', 'presence_penalty', 'frequency_penalty', 'seed'], drop()),
      logprobs: noLogprobs,
      top_logprobs: drop(),
      ...storage,
      reasoning: reasoningAsEffort(),
      cache_control: drop(),
    },
    reads: [],
    hasDeveloperRole: false,
  },
  {
    slug: 'cerebras',
    source: 'inference-docs.cerebras.ai/resources/openai (fields that result in a 400; no role developer)',
    streamUsage: 'on-request',
    parameters: {
      max_tokens: rename('max_completion_tokens'),
      n: onlyOne,
      ...all(['presence_penalty', 'frequency_penalty', 'logit_bias', 'top_k', 'prompt_cache_key', 'verbosity'], drop()),
      ...storage,
      reasoning: reasoningAsEffort(),
      cache_control: drop(),
    },
    reads: [],
    hasDeveloperRole: false,
  },
  {
    slug: 'perplexity',
    source: 'docs.perplexity.ai/api-reference/chat-completions-post',
    streamUsage: 'always',
    parameters: {
      max_completion_tokens: rename('max_tokens'),
      stream_options: omit(),
      n: onlyOne,
      tools: refuse('Perplexity’s models do not call tools.'),
      tool_choice: omit(),
      parallel_tool_calls: omit(),
      logprobs: noLogprobs,
      ...all(['top_logprobs', 'logit_bias', 'seed', 'stop'], drop()),
      ...storage,
      user: omit(),
      reasoning: reasoningAsEffort(),
      cache_control: drop(),
    },
    reads: [],
    hasDeveloperRole: false,
    rewriteAnswer: citeSources,
    note: '`search_results` and `citations` become annotations.',
  },
  {
    slug: 'openrouter',
    source: 'openrouter.ai/docs/api-reference/parameters, /docs/use-cases/reasoning-tokens and /usage-accounting',
    streamUsage: 'on-request',
    parameters: {},
    reads: ['cache_control', 'reasoning_content', 'reasoning_details', 'annotations'],
    hasDeveloperRole: true,
    note: 'Speaks the dialect itself. Its own price of a call (`usage.cost`) is passed on and not used: the catalogue prices.',
  },
  {
    slug: 'moonshotai',
    source: 'platform.moonshot.ai/docs/api/chat (temperature 0–1, n) and /guide/use-kimi-k2-thinking-model',
    streamUsage: 'on-request',
    parameters: {
      max_completion_tokens: rename('max_tokens'),
      temperature: within(0, 1),
      reasoning_effort: moonshotEffort,
      reasoning: reasoningAsEffort(moonshotEffort),
      logprobs: noLogprobs,
      ...all(['top_logprobs', 'logit_bias', 'seed', 'top_k'], drop()),
      ...storage,
      cache_control: drop(),
    },
    reads: ['reasoning_content'],
    hasDeveloperRole: false,
  },
  {
    slug: 'ollama',
    source: 'docs.ollama.com/openai (supported request fields)',
    streamUsage: 'on-request',
    parameters: {
      max_completion_tokens: rename('max_tokens'),
      n: onlyOne,
      logit_bias: drop(),
      top_k: drop(),
      reasoning: reasoningAsEffort(),
      cache_control: omit(),
    },
    reads: [],
    hasDeveloperRole: false,
  },
  {
    slug: 'vllm',
    source: 'docs.vllm.ai/en/latest/serving/openai_compatible_server.html',
    streamUsage: 'on-request',
    parameters: { reasoning: reasoningAsEffort(), cache_control: omit() },
    reads: ['reasoning_content'],
    hasDeveloperRole: true,
    note: 'Takes `top_k` and many more of its own, which pass.',
  },
];

/** For endpoints that nobody has described: everything passes. */
export const noQuirks: EndpointQuirks = {
  slug: '',
  source: '',
  streamUsage: 'on-request',
  parameters: {},
  reads: messageExtensions,
  readsDocuments: true,
  hasDeveloperRole: true,
};

export function quirksOf(slug: string | undefined): EndpointQuirks {
  return endpointQuirks.find((row) => row.slug === slug) ?? noQuirks;
}
