import { type JsonObject, objectsIn, stringIn } from '../../../../../shared/json/json-object.ts';
import { invalidField } from '../../translation/invalid-field.ts';
import { createMessageList, type MessageList } from '../../translation/message-list.ts';
import { requiredString } from '../../translation/required-string.ts';
import type { Translation } from '../../translation/translation.ts';
import { type AssistantTurns, createAssistantTurns } from './assistant-turn.ts';
import { contentParts } from './content-parts.ts';

const roles: ReadonlySet<unknown> = new Set(['user', 'system', 'developer', 'assistant']);

/** `instructions` and `input` as the messages of a chat request. */
export function mapInput(body: Readonly<JsonObject>, { fields, warnings }: Translation): JsonObject[] {
  const list = createMessageList(fields);
  const turns = createAssistantTurns(list, fields);
  const instructions = stringIn(body, 'instructions');
  if (instructions !== null) list.add({ role: 'system', content: instructions }, 'instructions');
  if (typeof body['input'] === 'string') list.add({ role: 'user', content: body['input'] }, 'input');
  for (const [at, item] of objectsIn(body['input']).entries()) {
    // Answers have them, and clients repeat answers as they were.
    if (item['type'] === 'image_generation_call') {
      warnings.dropped(`input.${at}`, 'Pictures of earlier answers are not sent again.');
    } else addItem(list, turns, item, `input.${at}`);
  }
  turns.flush();
  fields.note('messages', 'input');
  return list.messages;
}

function addItem(list: MessageList, turns: AssistantTurns, item: JsonObject, field: string): void {
  switch (typeOf(item)) {
    case 'message':
      addMessage(list, turns, item, field);
      break;
    case 'reasoning':
    case 'function_call':
      turns.add(item, field);
      break;
    case 'function_call_output':
      turns.flush();
      addOutput(list, item, field);
      break;
    case 'item_reference':
      throw invalidField(
        field,
        'references are not looked up: send the item itself, or go on from its answer with `previous_response_id`',
      );
    default:
      throw invalidField(
        `${field}.type`,
        'an item is one of message, reasoning, function_call, function_call_output; others belong to built-in tools',
      );
  }
}

/** Messages and references may leave their type out. */
function typeOf(item: JsonObject): unknown {
  if (item['type'] !== undefined && item['type'] !== null) return item['type'];
  return item['role'] === undefined && item['id'] !== undefined ? 'item_reference' : 'message';
}

function addMessage(list: MessageList, turns: AssistantTurns, item: JsonObject, field: string): void {
  if (!roles.has(item['role'])) throw invalidField(`${field}.role`, `a role is one of ${[...roles].join(', ')}`);
  if (item['role'] === 'assistant') {
    turns.add(item, field);
    return;
  }
  turns.flush();
  addContent(list, { role: item['role'] }, field, contentParts(item['content'], `${field}.content`));
}

function addOutput(list: MessageList, item: JsonObject, field: string): void {
  const message = { role: 'tool', tool_call_id: requiredString(item, 'call_id', field) };
  addContent(list, message, field, contentParts(item['output'], `${field}.output`));
}

function addContent(
  list: MessageList,
  message: JsonObject,
  field: string,
  parts: ReturnType<typeof contentParts>,
): void {
  if (parts.length > 0) list.add(message, field, parts);
  else list.add({ ...message, content: '' }, field);
}
