import type { Span } from '../../../../shared/contract/span.ts';
import { type Message, readMessages } from '../traces/read-messages.ts';

/** What one trace adds to a conversation. */
export interface Turn {
  /** Null where input and output are no messages: then they are shown as they are. */
  messages: readonly Message[] | null;
  input: Span['input'];
  output: Span['output'];
}

/** The input and output of a trace: those of its root, else of its first and its last model call. */
export function turnOf(spans: readonly Span[]): Turn {
  const root = spans.find(({ parentSpanId }) => parentSpanId === null) ?? spans[0];
  const calls = spans.filter(({ type }) => type === 'llm');
  const input = root?.input ?? calls[0]?.input ?? null;
  const output = root?.output ?? calls.at(-1)?.output ?? null;
  return { messages: messagesOf(input, output), input, output };
}

function messagesOf(input: Span['input'], output: Span['output']): Message[] | null {
  const asked = input === null ? [] : messagesIn(input, 'user');
  const answered = output === null ? [] : messagesIn(output, 'assistant');
  if (asked === null || answered === null) return null;
  return [...newIn(asked), ...answered];
}

/** A plain text is what its side said, unless it is messages that were recorded as text, as attributes of OpenTelemetry may be. */
function messagesIn({ value, preview, isTruncated }: NonNullable<Span['input']>, role: string): Message[] | null {
  const whole = value === null || value === undefined || isTruncated ? preview : value;
  if (typeof whole !== 'string') return readMessages(whole);
  return messagesInText(whole) ?? [{ role, parts: [{ type: 'text', text: whole }] }];
}

function messagesInText(text: string): Message[] | null {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    return readMessages(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Requests repeat the conversation so far: what was said since the last answer is new. */
function newIn(messages: readonly Message[]): readonly Message[] {
  const answer = messages.findLastIndex(({ role }) => role === 'assistant' || role === 'model');
  return messages.slice(answer + 1);
}
