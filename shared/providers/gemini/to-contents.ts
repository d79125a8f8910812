import { isObject, type JsonObject, objectsIn, stringIn } from '../../json/json-object.ts';
import { cannot } from '../translation/cannot.ts';
import type { Warnings } from '../translation/create-warnings.ts';
import type { GeminiTraits } from './gemini-traits.ts';
import { toAssistantParts } from './to-assistant-parts.ts';
import { toFunctionResponse } from './to-function-response.ts';
import { toParts } from './to-part.ts';

export interface GeminiContents {
  system: JsonObject[];
  contents: { role: 'user' | 'model'; parts: JsonObject[] }[];
}

type Turn = 'user' | 'model' | 'tool';
interface Conversation extends GeminiContents {
  last: Turn | null;
  names: Map<string, string>;
}

/**
 * The conversation in Gemini's form: instructions apart, messages of one speaker together. Results of functions keep a
 * turn of their own, because Gemini counts that there are as many as there were calls.
 */
export function toContents(request: JsonObject, traits: GeminiTraits, warnings: Warnings): GeminiContents {
  const conversation: Conversation = { system: [], contents: [], last: null, names: new Map() };
  for (const [at, message] of objectsIn(request['messages']).entries()) {
    addMessage(conversation, message, { field: `messages.${at}`, traits, warnings });
  }
  const { system, contents } = conversation;
  if (contents.length > 0) return { system, contents };
  warnings.converted('messages', 'Gemini needs a message of the user: the instructions are sent as one.');
  return { system: [], contents: [{ role: 'user', parts: system }] };
}

interface Context {
  field: string;
  traits: GeminiTraits;
  warnings: Warnings;
}

function addMessage(conversation: Conversation, message: JsonObject, context: Context): void {
  const { field, warnings } = context;
  switch (message['role']) {
    case 'system':
    case 'developer':
      if (conversation.contents.length > 0) {
        warnings.converted(field, 'Instructions are put before the conversation, in their order.');
      }
      conversation.system.push(...toParts(message['content'], field, warnings));
      return;
    case 'user':
      addTurn(conversation, 'user', toParts(message['content'], field, warnings));
      return;
    case 'assistant':
      noteNames(conversation.names, message);
      addTurn(conversation, 'model', toAssistantParts(message, context));
      return;
    case 'tool':
      addTurn(conversation, 'tool', toFunctionResponse(message, { ...context, names: conversation.names }));
      return;
    default:
      throw cannot(`${field}.role`, `Gemini knows no messages with the role "${String(message['role'])}".`);
  }
}

function noteNames(names: Map<string, string>, message: JsonObject): void {
  for (const call of objectsIn(message['tool_calls'])) {
    const name = isObject(call['function']) ? stringIn(call['function'], 'name') : null;
    if (typeof call['id'] === 'string' && name !== null) names.set(call['id'], name);
  }
}

function addTurn(conversation: Conversation, turn: Turn, parts: JsonObject[]): void {
  if (parts.length === 0) return;
  if (conversation.last === turn) conversation.contents.at(-1)?.parts.push(...parts);
  else conversation.contents.push({ role: turn === 'model' ? 'model' : 'user', parts });
  conversation.last = turn;
}
