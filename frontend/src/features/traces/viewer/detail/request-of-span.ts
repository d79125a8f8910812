import type { Span } from '../../../../../../shared/contract/span.ts';
import type { SnippetRequest } from '../../../playground/code-snippets.ts';
import type { Draft, DraftMessage } from '../../../playground/draft.ts';
import { emptyMessages } from '../../../playground/draft.ts';
import { type Message, readMessages } from '../../read-messages.ts';
import { chatTools, sentTools } from './tools-of-span.ts';

/** What a call is made with in the chat dialect, as far as the span has it; null of spans that are no chat. */
export function requestOfSpan(span: Span): SnippetRequest | null {
  const { model, input } = span;
  if (model === null || model.operation !== 'chat' || input === null || input.value === null) return null;
  const messages = chatMessagesOf(input.value);
  if (messages === null) return null;
  const { stream: _, stream_options: __, tools: ___, ...parameters } = model.parameters;
  const tools = chatTools(span);
  return {
    ...parameters,
    model: modelIdOf(model),
    messages,
    ...(tools.length > 0 ? { tools } : {}),
    stream: model.isStreamed,
  } as SnippetRequest;
}

/** Messages of the chat dialect stay as they were sent; others are put into its words. */
function chatMessagesOf(value: unknown): unknown[] | null {
  const sent = isObject(value) && Array.isArray(value['messages']) ? value['messages'] : value;
  if (Array.isArray(sent) && sent.length > 0 && sent.every(isChatMessage)) return sent;
  return readMessages(value)?.flatMap(toChatMessages) ?? null;
}

/** Parts that only other dialects have. */
const foreignParts: ReadonlySet<unknown> = new Set(['tool_use', 'tool_result', 'image', 'thinking', 'input_image']);

function isChatMessage(message: unknown): boolean {
  if (!isObject(message) || typeof message['role'] !== 'string' || 'parts' in message) return false;
  const { content } = message;
  return !Array.isArray(content) || !content.some((part) => isObject(part) && foreignParts.has(part['type']));
}

function toChatMessages({ role, parts }: Message): Record<string, unknown>[] {
  const results = parts.filter((part) => part.type === 'toolResult');
  if (results.length > 0) {
    return results.map(({ id, text }) => ({
      role: 'tool',
      ...(id === null ? {} : { tool_call_id: id }),
      content: text,
    }));
  }
  const calls = parts.filter((part) => part.type === 'toolCall');
  const toolCalls = calls.map(({ id, name, arguments: text }, index) => ({
    id: id ?? `call_${index + 1}`,
    type: 'function',
    function: { name, arguments: text },
  }));
  return [{ role, content: contentOf(parts), ...(toolCalls.length > 0 ? { tool_calls: toolCalls } : {}) }];
}

/** Text, or with pictures a list of both in their order. */
function contentOf(parts: Message['parts']): unknown {
  if (!parts.some(({ type }) => type === 'image')) return textOf(parts);
  return parts.flatMap((part): Record<string, unknown>[] => {
    if (part.type === 'text') return [{ type: 'text', text: part.text }];
    return part.type === 'image' ? [{ type: 'image_url', image_url: { url: part.url } }] : [];
  });
}

export interface SpanDraft {
  draft: Draft;
  /** What the playground has no place for, in words. */
  missing: string[];
}

/** The call as the playground's draft; null of spans that are no chat. */
export function draftOfSpan(span: Span): SpanDraft | null {
  const { model, input } = span;
  if (model === null || model.operation !== 'chat') return null;
  const messages = readMessages(input?.value) ?? [];
  const drafted = messages.map(toDraftMessage).filter((message) => message !== null);
  const { temperature, max_tokens: limit, max_completion_tokens: completionLimit, response_format } = model.parameters;
  return {
    draft: {
      model: modelIdOf(model),
      temperature: typeof temperature === 'number' ? temperature : null,
      maxTokens: [completionLimit, limit].find((value) => typeof value === 'number') ?? null,
      isJson: isObject(response_format) && response_format['type'] !== 'text',
      messages:
        drafted.length > 0 ? drafted.map((message, index) => ({ ...message, id: index + 1 })) : [...emptyMessages],
    },
    missing: missingOf(messages, sentTools(span).length > 0),
  };
}

const draftRoleOf: Record<string, DraftMessage['role'] | undefined> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  human: 'user',
  assistant: 'assistant',
  model: 'assistant',
  ai: 'assistant',
};

function toDraftMessage({ role, parts }: Message): Omit<DraftMessage, 'id'> | null {
  const known = draftRoleOf[role];
  const text = textOf(parts);
  return known === undefined || text === '' ? null : { role: known, text };
}

function missingOf(messages: readonly Message[], hadTools: boolean): string[] {
  const parts = new Set(messages.flatMap((message) => message.parts.map(({ type }) => type)));
  return [
    ...(parts.has('toolCall') || parts.has('toolResult') ? ['tool calls and their results'] : []),
    ...(parts.has('image') || parts.has('other') ? ['images and files'] : []),
    ...(hadTools ? ['the tools that were offered'] : []),
  ];
}

/** Outside of the gateway a model's name lacks its provider, which spans may not tell either. */
function modelIdOf({ requestedModel, provider }: NonNullable<Span['model']>): string {
  return requestedModel.includes('/') || ['', 'unknown'].includes(provider)
    ? requestedModel
    : `${provider}/${requestedModel}`;
}

function textOf(parts: Message['parts']): string {
  return parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n');
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
