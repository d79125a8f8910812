import { isObject, type JsonObject } from '../../../../../shared/json/json-object.ts';

/** The `cache_control` of a block or tool; the chat dialect has it from Anthropic. */
export function cacheMark(owner: Readonly<JsonObject>): JsonObject {
  return isObject(owner['cache_control']) ? { cache_control: owner['cache_control'] } : {};
}
