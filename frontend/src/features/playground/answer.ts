import type { ReportedChatUsage } from '../../lib/read-chat-chunk.ts';
import type { ChatEvent } from '../../lib/stream-chat.ts';

export interface ToolCall {
  index: number;
  id: string | null;
  name: string;
  arguments: string;
}

/** `stopped`: by the person at the button. */
export type AnswerStatus = 'streaming' | 'complete' | 'stopped' | 'failed';

/** One answer and how it came. Times are milliseconds of one clock. */
export interface Answer {
  status: AnswerStatus;
  model: string;
  text: string;
  reasoning: string;
  toolCalls: ToolCall[];
  traceId: string | null;
  requestId: string | null;
  finishReason: string | null;
  usage: ReportedChatUsage | null;
  startedAt: number;
  firstTokenAt: number | null;
  endedAt: number | null;
  error: unknown;
}

export function newAnswer(model: string, now: number): Answer {
  return {
    ...{ status: 'streaming', model, text: '', reasoning: '', toolCalls: [], traceId: null, requestId: null },
    ...{ finishReason: null, usage: null, startedAt: now, firstTokenAt: null, endedAt: null, error: null },
  };
}

export function applyChatEvent(answer: Answer, event: ChatEvent, now: number): Answer {
  switch (event.type) {
    case 'started':
      return { ...answer, traceId: event.traceId, requestId: event.requestId };
    case 'text':
      return { ...withFirstToken(answer, now), text: answer.text + event.text };
    case 'reasoning':
      return { ...withFirstToken(answer, now), reasoning: answer.reasoning + event.text };
    case 'toolCall':
      return { ...withFirstToken(answer, now), toolCalls: withToolCall(answer.toolCalls, event) };
    case 'finished':
      return { ...answer, finishReason: event.reason };
    case 'usage':
      return { ...answer, usage: event.usage };
  }
}

export function endAnswer(
  answer: Answer,
  status: Exclude<AnswerStatus, 'streaming'>,
  now: number,
  error: unknown = null,
): Answer {
  return { ...answer, status, endedAt: now, error };
}

const withFirstToken = (answer: Answer, now: number): Answer =>
  answer.firstTokenAt === null ? { ...answer, firstTokenAt: now } : answer;

/** The first piece names the function; the following ones continue its arguments. */
function withToolCall(calls: ToolCall[], piece: Extract<ChatEvent, { type: 'toolCall' }>): ToolCall[] {
  const { index, id, name } = piece;
  const known = calls.find((call) => call.index === index);
  if (!known) return [...calls, { index, id, name: name ?? '', arguments: piece.arguments }];
  const joined = {
    index,
    id: known.id ?? id,
    name: known.name || (name ?? ''),
    arguments: known.arguments + piece.arguments,
  };
  return calls.map((call) => (call === known ? joined : call));
}
