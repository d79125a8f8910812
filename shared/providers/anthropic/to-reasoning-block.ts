import { type JsonObject, stringIn } from '../../json/json-object.ts';

/**
 * A reasoning detail as the block that Anthropic wants back, signature and all; null if it cannot be: without a
 * signature, a summary, or encrypted by someone else (whose blocks have ids).
 */
export function toReasoningBlock(detail: JsonObject): JsonObject | null {
  if (detail['type'] === 'reasoning.text') {
    const signature = stringIn(detail, 'signature') ?? '';
    return signature === '' ? null : { type: 'thinking', thinking: stringIn(detail, 'text') ?? '', signature };
  }
  const data = stringIn(detail, 'data');
  if (detail['type'] !== 'reasoning.encrypted' || data === null || stringIn(detail, 'id') !== null) return null;
  return { type: 'redacted_thinking', data };
}
