import type { Span } from '../../../../../../shared/contract/span.ts';
import { type Message, type MessagePart, readMessages } from '../../read-messages.ts';
import type { Forest, SpanNode } from '../span-forest.ts';

/** Model calls by start. What a gateway or a library recorded inside of another call is the same call. */
export function modelCallsOf(forest: Forest): SpanNode[] {
  const calls: SpanNode[] = [];
  for (const node of forest.nodes.values()) if (node.span.type === 'llm' && !isInsideCall(node)) calls.push(node);
  return calls.sort((a, b) => a.startMs - b.startMs);
}

function isInsideCall(node: SpanNode): boolean {
  return node.parent !== null && node.parent.span.type === 'llm';
}

/** Who a call was made by: the nearest agent above it, else the model. */
export function speakerOf(node: SpanNode): string {
  for (let each = node.parent; each !== null; each = each.parent) if (each.span.type === 'agent') return each.span.name;
  return node.span.model ?? node.span.name;
}

export interface JoinedCall extends Extract<MessagePart, { type: 'toolCall' }> {
  /** What the tool answered, where the trace says; null if it does not. */
  result: string | null;
}
export type ConversationPart = Exclude<MessagePart, { type: 'toolCall' }> | JoinedCall;

export interface ConversationTurn {
  key: string;
  spanId: string;
  role: string;
  /** Of what a model said: which agent or model it was. */
  speaker: string | null;
  /** Of what a model said: what that took. */
  figures: { durationMs: number; outputTokens: number | null; costNanoUsd: number | null } | null;
  parts: ConversationPart[];
}

export interface RecordedCall {
  node: SpanNode;
  span: Pick<Span, 'input' | 'output'>;
}

/**
 * The messages of a trace in order, each once: a call repeats what was said before it, and the answer of one call comes again
 * in the input of the next. Results stand with the calls that they answer.
 */
export function buildConversation(calls: readonly RecordedCall[]): ConversationTurn[] {
  const threads: string[][] = [];
  const turns: ConversationTurn[] = [];
  for (const { node, span } of calls) {
    const { input, output } = messagesOf(span);
    const keys = [...input, ...output].map((message) => JSON.stringify([message.role, message.parts]));
    const known = Math.max(0, ...threads.map((thread) => commonLength(thread, keys)));
    threads.push(keys);
    for (const [index, message] of [...input, ...output].entries()) {
      if (index < known) continue;
      const isAnswer = index >= input.length;
      turns.push(toTurn(message, { node, index, speaker: isAnswer ? speakerOf(node) : null }));
    }
  }
  return joinResults(turns);
}

function messagesOf({ input, output }: RecordedCall['span']): { input: Message[]; output: Message[] } {
  return { input: readPayload(input, 'user'), output: readPayload(output, 'assistant') };
}

/** What is no message is one of whoever it must have come from. */
function readPayload(payload: Span['input'], role: string): Message[] {
  if (payload === null) return [];
  const value = payload.value ?? payload.preview;
  const messages = readMessages(value);
  if (messages !== null) return messages;
  if (value === '') return [];
  return [{ role, parts: [typeof value === 'string' ? { type: 'text', text: value } : { type: 'other', value }] }];
}

function toTurn(message: Message, from: { node: SpanNode; index: number; speaker: string | null }): ConversationTurn {
  const { spanId, outputTokens = null, costNanoUsd = null } = from.node.span;
  const durationMs = from.node.endMs - from.node.startMs;
  const figures = from.speaker === null ? null : { durationMs, outputTokens, costNanoUsd };
  const parts = message.parts.map((part) => (part.type === 'toolCall' ? { ...part, result: null } : part));
  return { key: `${spanId} ${from.index}`, spanId, role: message.role, speaker: from.speaker, figures, parts };
}

function commonLength(a: readonly string[], b: readonly string[]): number {
  const differs = b.findIndex((key, index) => key !== a[index]);
  return differs === -1 ? b.length : differs;
}

/** Puts each result under its call; messages that held nothing else go. */
function joinResults(turns: readonly ConversationTurn[]): ConversationTurn[] {
  const open = new Map<string, JoinedCall>();
  const joined: ConversationTurn[] = [];
  for (const turn of turns) {
    const left = turn.parts.filter((part) => {
      if (part.type === 'toolCall' && part.id !== null) open.set(part.id, part);
      const call = part.type === 'toolResult' && part.id !== null ? open.get(part.id) : undefined;
      if (call === undefined || part.type !== 'toolResult' || call.result !== null) return true;
      call.result = part.text;
      return false;
    });
    if (left.length > 0 || turn.parts.length === 0) joined.push({ ...turn, parts: left });
  }
  return joined;
}
