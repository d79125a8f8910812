import { isObject, type JsonObject, objectsIn } from '../../json/json-object.ts';

/** Content blocks of the shared way through a conversation as Converse's, each mark as a cache point behind its block. */
export function toConverseBlocks(blocks: readonly JsonObject[], takesCachePoints: boolean): JsonObject[] {
  return blocks.flatMap((block) => {
    const points = takesCachePoints && isObject(block['cache_control']) ? [cachePoint(block['cache_control'])] : [];
    return [toConverseBlock(block), ...points];
  });
}

export function cachePoint({ ttl }: JsonObject): JsonObject {
  return { cachePoint: { type: 'default', ...(ttl === '5m' || ttl === '1h' ? { ttl } : {}) } };
}

function toConverseBlock(block: JsonObject): JsonObject {
  switch (block['type']) {
    case 'tool_use':
      return { toolUse: { toolUseId: block['id'], name: block['name'], input: block['input'] } };
    case 'tool_result':
      return { toolResult: toToolResult(block) };
    case 'thinking':
      return { reasoningContent: { reasoningText: { text: block['thinking'], signature: block['signature'] } } };
    case 'redacted_thinking':
      return { reasoningContent: { redactedContent: block['data'] } };
    case 'native':
      return isObject(block['native']) ? block['native'] : {};
    default:
      return { text: block['text'] };
  }
}

function toToolResult({ tool_use_id, content, is_error }: JsonObject): JsonObject {
  return {
    toolUseId: tool_use_id,
    content: typeof content === 'string' ? [{ text: content }] : objectsIn(content).map(toConverseBlock),
    ...(typeof is_error === 'boolean' ? { status: is_error ? 'error' : 'success' } : {}),
  };
}
