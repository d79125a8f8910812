import { isObject, type JsonObject } from '../../json/json-object.ts';

/** The `cache_control` of a message, part or tool; Anthropic writes it in the same way. */
export function cacheControl(owner: JsonObject): JsonObject {
  return isObject(owner['cache_control']) ? { cache_control: owner['cache_control'] } : {};
}

/** Marks the last of the blocks, where a whole message was marked. A mark of its own stays. */
export function markLast(blocks: readonly JsonObject[], owner: JsonObject): JsonObject[] {
  const mark = cacheControl(owner);
  // Thinking cannot be marked.
  const last = blocks.findLastIndex(({ type }) => type !== 'thinking' && type !== 'redacted_thinking');
  return blocks.map((block, at) => (at === last ? { ...mark, ...block } : block));
}
