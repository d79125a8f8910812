import { type JsonObject, objectsIn } from '../../../../../shared/json/json-object.ts';
import { createMessageList, type MessageList, type SourcedPart } from '../../translation/message-list.ts';
import { requiredString } from '../../translation/required-string.ts';
import type { Translation } from '../../translation/translation.ts';
import { blocksOf, type SourcedBlock } from './blocks-of.ts';
import { cacheMark } from './cache-mark.ts';
import { toAssistantMessage } from './to-assistant-message.ts';
import { toPart } from './to-part.ts';

/** `system` and `messages` as the messages of a chat request. */
export function mapMessages(body: Readonly<JsonObject>, translation: Translation): JsonObject[] {
  const list = createMessageList(translation.fields);
  const system = blocksOf(body['system'], 'system');
  if (system.length > 0) list.add({ role: 'system' }, 'system', toParts(system, translation));
  for (const [at, message] of objectsIn(body['messages']).entries()) {
    addMessage(list, message, `messages.${at}`, translation);
  }
  markLast(list.messages, body);
  return list.messages;
}

/** Whether the first of the messages is what `system` says. */
export function hasSystem(body: Readonly<JsonObject>): boolean {
  return blocksOf(body['system'], 'system').length > 0;
}

function addMessage(list: MessageList, message: JsonObject, field: string, translation: Translation): void {
  const blocks = blocksOf(message['content'], `${field}.content`);
  if (message['role'] === 'user') addUserMessage(list, blocks, field, translation);
  else if (message['role'] === 'assistant') addAssistantMessage(list, blocks, field);
  else list.add({ role: message['role'] }, field, toParts(blocks, translation));
}

function addAssistantMessage(list: MessageList, blocks: readonly SourcedBlock[], field: string): void {
  const { message: answer, parts } = toAssistantMessage(blocks);
  if (parts.length > 0) list.add(answer, field, parts);
  else list.add({ ...answer, content: answer['tool_calls'] ? null : '' }, field);
}

/** Results of tools are messages of their own, right after the calls that they answer. */
function addUserMessage(
  list: MessageList,
  blocks: readonly SourcedBlock[],
  field: string,
  translation: Translation,
): void {
  const isResult = ({ block }: SourcedBlock) => block['type'] === 'tool_result';
  const results = blocks.filter(isResult);
  for (const { block, field: path } of results) addToolResult(list, block, path, translation);
  const others = blocks.filter((each) => !isResult(each));
  if (others.length > 0) list.add({ role: 'user' }, field, toParts(others, translation));
  else if (results.length === 0) list.add({ role: 'user', content: '' }, field);
}

function addToolResult(list: MessageList, block: JsonObject, field: string, translation: Translation): void {
  const message = {
    role: 'tool',
    tool_call_id: requiredString(block, 'tool_use_id', field),
    ...(block['is_error'] === true ? { is_error: true } : {}),
    ...cacheMark(block),
  };
  const parts = toParts(blocksOf(block['content'], `${field}.content`), translation);
  if (parts.length > 0) list.add(message, field, parts);
  else list.add({ ...message, content: '' }, field);
}

function toParts(blocks: readonly SourcedBlock[], translation: Translation): SourcedPart[] {
  return blocks.map(({ block, field }) => ({ part: toPart(block, field, translation), field }));
}

/** A mark on the whole request means: cache as far as it goes. */
function markLast(messages: JsonObject[], body: Readonly<JsonObject>): void {
  const last = messages.at(-1);
  if (last) Object.assign(last, { ...cacheMark(body), ...last });
}
