import type { DemoModelCall, DemoSpan, DemoUsage } from './demo-span.ts';
import type { TraceRecorder } from './trace-recorder.ts';

interface ModelPace {
  provider: string;
  /** Milliseconds, in the middle. */
  firstToken: number;
  tokensPerSecond: number;
  answeringModel?: string;
}

/** Models of the catalogue, each about as fast as its like are. */
const paces = {
  'gpt-5.4': { provider: 'openai', firstToken: 820, tokensPerSecond: 74, answeringModel: 'gpt-5.4-2026-03-05' },
  'gpt-5-mini': { provider: 'openai', firstToken: 430, tokensPerSecond: 118, answeringModel: 'gpt-5-mini-2025-08-07' },
  'gpt-5.4-nano': { provider: 'openai', firstToken: 260, tokensPerSecond: 170 },
  'claude-sonnet-5': { provider: 'anthropic', firstToken: 960, tokensPerSecond: 71 },
  'claude-haiku-4-5': {
    provider: 'anthropic',
    firstToken: 410,
    tokensPerSecond: 132,
    answeringModel: 'claude-haiku-4-5-20251001',
  },
  'claude-opus-5': { provider: 'anthropic', firstToken: 1650, tokensPerSecond: 48 },
  'gemini-2.5-flash': { provider: 'google', firstToken: 380, tokensPerSecond: 165 },
  'gemini-2.5-pro': { provider: 'google', firstToken: 1900, tokensPerSecond: 92 },
  'mistral-large-2512': { provider: 'mistral', firstToken: 520, tokensPerSecond: 66 },
} satisfies Record<string, ModelPace>;
export type DemoModel = keyof typeof paces;

export interface ModelCallInput {
  model: DemoModel;
  name?: string;
  messages: readonly unknown[];
  /** What it answers with. */
  answer: unknown;
  parameters?: Readonly<Record<string, unknown>>;
  prompt?: { name: string; version: string };
  /** Tokens of instructions and definitions of tools that the messages do not show. */
  hiddenTokens?: number;
  /** Part of the input that the provider had in its cache. */
  cachedShare?: number;
  reasoningTokens?: number;
  isStreamed?: boolean;
  finishReason?: string;
  /** How many times as long as usual it takes. */
  slowness?: number;
}

const charactersPerToken = 3.9;
const tokensOf = (value: unknown) => Math.max(1, Math.round(JSON.stringify(value).length / charactersPerToken));

/** A call of a model that is answered. */
export function callModel(recorder: TraceRecorder, input: ModelCallInput): DemoSpan {
  const pace: ModelPace = paces[input.model];
  const usage = usageOf(input);
  const slowness = (input.slowness ?? 1) * recorder.random.around(1, 0.28);
  const firstToken = (pace.firstToken + usage.input / 55) * slowness;
  return recorder.run(fieldsOf(input), (span) => {
    recorder.pass(firstToken + (1000 * usage.output * slowness) / pace.tokensPerSecond);
    span.output = input.answer;
    span.usage = usage;
    const { model } = span;
    if (model === undefined) return;
    if (pace.answeringModel !== undefined) model.answeringModel = pace.answeringModel;
    model.finishReasons = [input.finishReason ?? 'stop'];
    if (input.isStreamed !== false) model.timeToFirstTokenMs = Math.round(firstToken);
  });
}

/** A call that the provider refuses, or that takes too long. */
export function failModelCall(
  recorder: TraceRecorder,
  input: Omit<ModelCallInput, 'answer'>,
  failure: { errorType: string; message: string; afterMs: number; stack?: readonly string[] },
): DemoSpan {
  return recorder.run(fieldsOf(input), () => {
    recorder.pass(recorder.random.around(failure.afterMs, 0.2));
    recorder.fail(failure.errorType, failure.message, failure.stack);
  });
}

/** Vectors of texts; they are too long to be recorded. */
export function embed(recorder: TraceRecorder, texts: readonly string[]): DemoSpan {
  const model: DemoModelCall = {
    provider: 'openai',
    requestedModel: 'text-embedding-3-small',
    operation: 'embeddings',
  };
  return recorder.run({ name: 'embeddings text-embedding-3-small', type: 'embedding', input: texts, model }, (span) => {
    recorder.pass(recorder.random.around(95, 0.35));
    span.output = { vectors: texts.length, dimensions: 1536 };
    span.usage = { input: tokensOf(texts), output: 0 };
  });
}

function fieldsOf({ model, name, messages, parameters, prompt }: Omit<ModelCallInput, 'answer'>) {
  const call: DemoModelCall = { provider: paces[model].provider, requestedModel: model, operation: 'chat' };
  if (parameters !== undefined) call.parameters = parameters;
  if (prompt !== undefined) call.prompt = prompt;
  return { name: name ?? `chat ${model}`, type: 'llm' as const, input: messages, model: call };
}

function usageOf({
  messages,
  answer,
  hiddenTokens = 0,
  cachedShare = 0,
  reasoningTokens = 0,
}: ModelCallInput): DemoUsage {
  const input = tokensOf(messages) + hiddenTokens;
  return {
    input,
    output: tokensOf(answer) + reasoningTokens,
    // Providers cache whole blocks, from 1,024 tokens on.
    ...(cachedShare > 0 && input >= 1024 ? { cacheRead: Math.floor((input * cachedShare) / 128) * 128 } : {}),
    ...(reasoningTokens > 0 ? { reasoning: reasoningTokens } : {}),
  };
}
