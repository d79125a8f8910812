import { type JsonObject, stringIn } from '../../../../../shared/json/json-object.ts';
import type { FieldMap } from '../../translation/field-map.ts';
import type { MessageList, SourcedPart } from '../../translation/message-list.ts';
import { requiredString } from '../../translation/required-string.ts';
import { contentParts } from './content-parts.ts';
import { reasoningDetails } from './reasoning-details.ts';

interface Turn {
  /** Of its first item. */
  field: string;
  parts: SourcedPart[];
  details: JsonObject[];
  calls: { call: JsonObject; field: string }[];
}

/** Gathers the items of one answer (reasoning, message, calls) to the one message that the chat dialect has for them. */
export interface AssistantTurns {
  add(item: JsonObject, field: string): void;
  /** Ends the answer, if one is begun. */
  flush(): void;
}

export function createAssistantTurns(list: MessageList, fields: FieldMap): AssistantTurns {
  let turn: Turn | null = null;
  const flush = () => {
    if (turn !== null) addTurn(list, fields, turn);
    turn = null;
  };
  return {
    flush,
    add(item, field) {
      if (turn !== null && beginsAnother(turn, item)) flush();
      turn ??= { field, parts: [], details: [], calls: [] };
      addItem(turn, item, field);
    },
  };
}

/** Reasoning and text stand before the calls of their answer. */
function beginsAnother({ parts, calls }: Turn, item: JsonObject): boolean {
  return item['type'] !== 'function_call' && (parts.length > 0 || calls.length > 0);
}

function addItem(turn: Turn, item: JsonObject, field: string): void {
  switch (item['type']) {
    case 'reasoning':
      turn.details.push(...reasoningDetails(item));
      break;
    case 'function_call':
      turn.calls.push({ call: toCall(item, field), field });
      break;
    default:
      turn.parts.push(...contentParts(item['content'], `${field}.content`));
  }
}

function toCall(item: JsonObject, field: string): JsonObject {
  const name = requiredString(item, 'name', field);
  return {
    id: requiredString(item, 'call_id', field),
    type: 'function',
    function: { name, arguments: requiredString(item, 'arguments', field) },
  };
}

function addTurn(list: MessageList, fields: FieldMap, { field, parts, details, calls }: Turn): void {
  for (const [at, call] of calls.entries()) {
    fields.note(`messages.${list.messages.length}.tool_calls.${at}`, call.field);
  }
  const thought = details.map((detail) => stringIn(detail, 'text') ?? stringIn(detail, 'summary') ?? '').join('');
  const message = {
    role: 'assistant',
    ...(thought === '' ? {} : { reasoning_content: thought }),
    ...(details.length === 0 ? {} : { reasoning_details: details }),
    ...(calls.length === 0 ? {} : { tool_calls: calls.map(({ call }) => call) }),
  };
  if (parts.length > 0) list.add(message, field, parts);
  else list.add({ ...message, content: calls.length > 0 ? null : '' }, field);
}
