import { createHash } from 'node:crypto';
import { loremText } from './lorem-text.ts';
import { lastTextOf, type SandboxRequest, textOfMessage } from './sandbox-request.ts';
import { schemaInstance } from './schema-instance.ts';
import { countPieces, toPieces } from './text-pieces.ts';

export interface SandboxToolCall {
  id: string;
  name: string;
  /** JSON, in the pieces in which it streams. */
  argumentPieces: readonly string[];
}

/** A whole answer of the sandbox, known before its first token leaves. */
export interface SandboxAnswer {
  id: string;
  model: string;
  reasoningPieces: readonly string[];
  pieces: readonly string[];
  toolCalls: readonly SandboxToolCall[];
  finishReason: 'stop' | 'length' | 'tool_calls';
  usage: SandboxUsage;
}

export interface SandboxUsage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  prompt_tokens_details: { cached_tokens: number };
  completion_tokens_details: { reasoning_tokens: number };
}

const defaultWords = 60;
/** What roles and separators cost with most providers. */
const tokensPerMessage = 3;
/** Like OpenAI's automatic cache: prompts from this size on are served from it in steps. */
const cachedFrom = 1024;
const cacheStep = 128;
const reasoningWords: Record<string, number> = { minimal: 0, low: 16, medium: 48, high: 128 };

/** Composes the answer of a sandbox model, the same for the same request. */
export function composeAnswer(model: string, request: SandboxRequest): SandboxAnswer {
  const seed = createHash('sha256')
    .update(JSON.stringify([model, request.messages, request.tools ?? null]))
    .digest('hex');
  const limit = request.max_completion_tokens ?? request.max_tokens ?? Number.POSITIVE_INFINITY;
  const reasoning = toPieces(reasoningText(request, seed)).slice(0, limit);
  const toolCalls = composeToolCalls(model, request, seed);
  const full = toolCalls.length > 0 ? [] : toPieces(beforeStop(composeText(model, request, seed), request.stop));
  const pieces = full.slice(0, limit - reasoning.length);
  const finishReason = toolCalls.length > 0 ? 'tool_calls' : pieces.length < full.length ? 'length' : 'stop';
  const written = pieces.length + toolCalls.reduce((sum, call) => sum + call.argumentPieces.length + 1, 0);
  return {
    id: `chatcmpl-${seed.slice(0, 24)}`,
    model,
    reasoningPieces: reasoning,
    pieces,
    toolCalls,
    finishReason,
    usage: usageOf(request, written, reasoning.length),
  };
}

function composeText(model: string, request: SandboxRequest, seed: string): string {
  const format = request.response_format?.type;
  if (format === 'json_schema') {
    return JSON.stringify(schemaInstance(request.response_format?.json_schema?.schema, seed));
  }
  if (format === 'json_object' || model === 'json') {
    return JSON.stringify({ answer: loremText(seed, 8), words: 8, isSimulated: true });
  }
  const last = request.messages.at(-1);
  if (last?.role === 'tool') return `The tool answered: ${textOfMessage(last)}`;
  return model === 'echo' ? lastTextOf(request, 'user') : loremText(seed, defaultWords);
}

/** `sandbox/tools` calls tools by itself, the others when they are told to. */
function composeToolCalls(model: string, request: SandboxRequest, seed: string): SandboxToolCall[] {
  const { tools, tool_choice: choice } = request;
  const isForced = choice === 'required' || typeof choice === 'object';
  if (!tools || choice === 'none' || request.messages.at(-1)?.role === 'tool') return [];
  if (!isForced && model !== 'tools') return [];
  const wanted = typeof choice === 'object' && choice !== null ? choice.function.name : null;
  const callable = tools.flatMap((tool) => (tool.function ? [tool.function] : []));
  const called = callable.filter(({ name }) => wanted === null || name === wanted);
  const isParallel = request.parallel_tool_calls !== false && wanted === null;
  return called.slice(0, isParallel ? 2 : 1).map(({ name, parameters }, index) => ({
    id: `call_${seed.slice(index * 12, index * 12 + 12)}`,
    name,
    argumentPieces: toPieces(JSON.stringify(schemaInstance(parameters ?? { type: 'object' }, `${seed}${index}`))),
  }));
}

function beforeStop(text: string, stop: SandboxRequest['stop']): string {
  const sequences = typeof stop === 'string' ? [stop] : (stop ?? []);
  const ends = sequences.map((sequence) => (sequence === '' ? -1 : text.indexOf(sequence))).filter((at) => at >= 0);
  return ends.length === 0 ? text : text.slice(0, Math.min(...ends));
}

function reasoningText(request: SandboxRequest, seed: string): string {
  const words = reasoningWords[request.reasoning_effort ?? 'minimal'] ?? 0;
  return words === 0 ? '' : loremText(`${seed}reasoning`, words);
}

function usageOf(request: SandboxRequest, written: number, reasoning: number): SandboxUsage {
  const texts = request.messages.map((message) => countPieces(textOfMessage(message)) + tokensPerMessage);
  const tools = request.tools ? countPieces(JSON.stringify(request.tools)) : 0;
  const prompt = texts.reduce((sum, count) => sum + count, tools);
  return {
    prompt_tokens: prompt,
    completion_tokens: written + reasoning,
    total_tokens: prompt + written + reasoning,
    prompt_tokens_details: {
      cached_tokens: prompt < cachedFrom ? 0 : Math.floor(prompt / cacheStep) * cacheStep - cacheStep,
    },
    completion_tokens_details: { reasoning_tokens: reasoning },
  };
}
