import { type JsonObject, objectsIn, stringIn } from '../../json/json-object.ts';
import { cannot } from '../translation/cannot.ts';
import { contentParts } from '../translation/content-parts.ts';
import type { Warnings } from '../translation/create-warnings.ts';
import { listOf } from '../translation/list-of.ts';
import { cacheControl, markLast } from './cache-control.ts';
import { toAssistantBlocks } from './to-assistant-blocks.ts';
import { type ToBlock, toContentBlock } from './to-content-block.ts';
import { toToolUseId } from './to-tool-use.ts';

export interface AnthropicMessages {
  system: JsonObject[];
  messages: { role: 'user' | 'assistant'; content: JsonObject[] }[];
}

/**
 * The conversation in Anthropic's form: instructions apart, turns that alternate, results of tools in the user's turn.
 * An instruction that stands later in the conversation is put with the others: it keeps its weight and loses its place.
 */
export function toMessages(
  request: JsonObject,
  warnings: Warnings,
  toBlock: ToBlock = toContentBlock,
): AnthropicMessages {
  const result: AnthropicMessages = { system: [], messages: [] };
  const context = { result, warnings, toBlock };
  for (const [at, message] of objectsIn(request['messages']).entries()) addMessage(context, message, at);
  if (result.messages.length > 0) return result;
  warnings.converted('messages', 'This provider needs a message of the user: the instructions are sent as one.');
  return { system: [], messages: [{ role: 'user', content: result.system }] };
}

interface Context {
  result: AnthropicMessages;
  warnings: Warnings;
  toBlock: ToBlock;
}

function addMessage({ result, warnings, toBlock }: Context, message: JsonObject, at: number): void {
  const field = `messages.${at}`;
  switch (message['role']) {
    case 'system':
    case 'developer':
      if (result.messages.length > 0) {
        warnings.converted(field, 'Instructions are put before the conversation, in their order.');
      }
      result.system.push(...toBlocks(message, field, toBlock));
      return;
    case 'user':
      addTurn(result, 'user', toBlocks(message, field, toBlock));
      return;
    case 'assistant':
      addTurn(result, 'assistant', toAssistantBlocks(message, field, warnings, toBlock));
      return;
    case 'tool':
      addTurn(result, 'user', [toToolResult(message, field, toBlock)]);
      return;
    default:
      throw cannot(`${field}.role`, `This provider knows no messages with the role "${String(message['role'])}".`);
  }
}

function addTurn({ messages }: AnthropicMessages, role: 'user' | 'assistant', blocks: JsonObject[]): void {
  const last = messages.at(-1);
  if (blocks.length === 0) return;
  if (last?.role === role) last.content.push(...blocks);
  else messages.push({ role, content: blocks });
}

function toBlocks(message: JsonObject, field: string, toBlock: ToBlock): JsonObject[] {
  const parts = contentParts(message['content']);
  return markLast(
    parts.flatMap((part, at) => listOf(toBlock(part, `${field}.content.${at}`))),
    message,
  );
}

function toToolResult(message: JsonObject, field: string, toBlock: ToBlock): JsonObject {
  const id = stringIn(message, 'tool_call_id');
  if (id === null) throw cannot(`${field}.tool_call_id`, 'The result of a tool must name the call it answers.');
  const { cache_control: _, ...unmarked } = message;
  const text = stringIn(message, 'content');
  const content = text ?? toBlocks(unmarked, field, toBlock);
  return {
    type: 'tool_result',
    tool_use_id: toToolUseId(id),
    ...(content.length === 0 ? {} : { content }),
    ...(typeof message['is_error'] === 'boolean' ? { is_error: message['is_error'] } : {}),
    ...cacheControl(message),
  };
}
