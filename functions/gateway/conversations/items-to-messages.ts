import { type JsonObject, objectsIn, stringIn } from '../../../shared/json/json-object.ts';
import { mapInput } from '../surfaces/openai-responses/request/map-input.ts';
import { beginTranslation } from '../surfaces/translation/translation.ts';

/** Items as the messages of a chat request. Throws a `ValidationError` that names `input.<n>` for what none can say. */
export function itemsToMessages(items: readonly JsonObject[]): JsonObject[] {
  const messages = mapInput({ input: items }, beginTranslation());
  return messages.map((message) => withExtensions(message, items));
}

/** What the chat dialect says of calls and results beyond OpenAI's items is kept beside their fields. */
function withExtensions(message: JsonObject, items: readonly JsonObject[]): JsonObject {
  const ofItem = (type: string, callId: string | null) =>
    items.findLast((item) => item['type'] === type && item['call_id'] === callId);
  if (message['role'] === 'tool') {
    const isError = ofItem('function_call_output', stringIn(message, 'tool_call_id'))?.['is_error'];
    return isError === undefined ? message : { ...message, is_error: isError };
  }
  const calls = objectsIn(message['tool_calls']);
  if (calls.length === 0) return message;
  const tool_calls = calls.map((call) => {
    const extra = ofItem('function_call', stringIn(call, 'id'))?.['extra_content'];
    return extra === undefined ? call : { ...call, extra_content: extra };
  });
  return { ...message, tool_calls };
}
