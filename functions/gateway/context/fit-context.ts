import type { CallWarning } from '../../../shared/contract/call-decision.ts';
import type { ContextPolicy } from '../../../shared/contract/route-config.ts';
import { type JsonObject, objectsIn } from '../../../shared/json/json-object.ts';
import { answerReserve } from './answer-reserve.ts';
import { ContextExceededError } from './context-exceeded-error.ts';
import { dropOldest } from './drop-oldest.ts';
import { estimateFrameTokens, estimateMessageTokens } from './estimate-request-tokens.ts';
import { keepHeadAndTail } from './keep-head-and-tail.ts';
import { summariseOldest } from './summarise-oldest.ts';

export interface FitContextInput {
  /** In the chat dialect. */
  request: Readonly<JsonObject>;
  /** Null where it is not known: then nothing is checked. */
  contextWindow: number | null;
  maxOutputTokens: number | null;
  policy: ContextPolicy;
  /** The provider's own count; asked only when the estimate says that the request does not fit. */
  countExactly?: (request: Readonly<JsonObject>) => Promise<number>;
  /** The text of a summary that has at most so many tokens. */
  summarise?: (messages: readonly JsonObject[], maxTokens: number) => Promise<string>;
  /** A model whose window holds so many tokens, answer included; null if there is none. */
  largerModel?: (neededTokens: number) => string | null;
}

export type ContextAction =
  | { kind: 'none' }
  | { kind: 'larger-model'; model: string; neededTokens: number }
  | { kind: 'dropped' | 'summarised'; messages: number };

export interface FittedContext {
  request: Readonly<JsonObject>;
  warnings: CallWarning[];
  estimatedTokens: number;
  action: ContextAction;
}

/** A request that is too large, with what a policy needs to make it smaller. */
export interface Overflow {
  messages: readonly JsonObject[];
  /** Of each message, in the same order. */
  tokens: readonly number[];
  /** Of everything but the messages. */
  frameTokens: number;
  room: number;
  contextWindow: number;
}

/**
 * Makes a request fit into the context window, in the manner of the policy. Instructions stay, and so do a call of tools
 * and its results with each other; whatever is left out is counted in a warning. Throws a `ContextExceededError` where
 * the policy allows nothing or even the least does not fit.
 */
export async function fitContext(input: FitContextInput): Promise<FittedContext> {
  const { request, contextWindow, policy } = input;
  const measured = measure(request);
  const unchanged = { request, warnings: [], action: { kind: 'none' } } as const;
  if (contextWindow === null) return { ...unchanged, warnings: [], estimatedTokens: measured.total };
  const reserve = answerReserve(request, input.maxOutputTokens);
  const room = contextWindow - reserve;
  const total = await settleTotal(input, measured.total, room);
  if (total <= room) return { ...unchanged, warnings: [], estimatedTokens: total };
  if (policy.policy === 'larger-model') return toLargerModel(input, { total, reserve, room, contextWindow });
  return await shrink(input, scale(measured, total, { room, contextWindow }));
}

interface Measured {
  messages: readonly JsonObject[];
  tokens: readonly number[];
  frameTokens: number;
  total: number;
}

function measure(request: Readonly<JsonObject>): Measured {
  const messages = objectsIn(request['messages']);
  const tokens = messages.map(estimateMessageTokens);
  const frameTokens = estimateFrameTokens(request);
  return { messages, tokens, frameTokens, total: tokens.reduce((sum, each) => sum + each, frameTokens) };
}

async function settleTotal(
  { request, countExactly }: FitContextInput,
  estimate: number,
  room: number,
): Promise<number> {
  return estimate <= room || countExactly === undefined ? estimate : await countExactly(request);
}

/** An exact count says how far off the estimates of the parts are. */
function scale(measured: Measured, total: number, bounds: { room: number; contextWindow: number }): Overflow {
  const factor = total / measured.total;
  const tokens = measured.tokens.map((each) => Math.ceil(each * factor));
  return { messages: measured.messages, tokens, frameTokens: Math.ceil(measured.frameTokens * factor), ...bounds };
}

interface Shortage {
  total: number;
  reserve: number;
  room: number;
  contextWindow: number;
}

function toLargerModel({ request, largerModel }: FitContextInput, shortage: Shortage): FittedContext {
  const { total, reserve, room, contextWindow } = shortage;
  const neededTokens = total + reserve;
  const model = largerModel?.(neededTokens) ?? null;
  if (model === null) throw new ContextExceededError({ neededTokens: total, room, contextWindow });
  return { request, warnings: [], estimatedTokens: total, action: { kind: 'larger-model', model, neededTokens } };
}

async function shrink({ request, policy, summarise }: FitContextInput, overflow: Overflow): Promise<FittedContext> {
  switch (policy.policy) {
    case 'drop-oldest':
      return dropOldest(request, overflow);
    case 'keep-head-and-tail':
      return keepHeadAndTail(request, overflow, policy.headMessages);
    case 'summarise':
      // Without anything that can summarise, the policy cannot be kept, and dropping is not what was asked for.
      if (summarise !== undefined) return await summariseOldest(request, overflow, summarise);
  }
  const neededTokens = overflow.tokens.reduce((sum, each) => sum + each, overflow.frameTokens);
  throw new ContextExceededError({ ...overflow, neededTokens });
}
