import { isObject, type JsonObject, stringIn } from '../../json/json-object.ts';
import { fromCitation } from './from-converse-blocks.ts';
import { fromConverseUsage } from './from-converse-usage.ts';

/** What must be remembered from event to event: Converse does not announce blocks of text and reasoning. */
export interface ConverseStreamState {
  openBlock: number | null;
}

/** An event of ConverseStream as events of Anthropic's stream, whose way into the chat dialect is shared. */
export function fromConverseEvent(state: ConverseStreamState, type: string, event: JsonObject): JsonObject[] {
  switch (type) {
    case 'contentBlockStart':
      return openToolUse(state, event);
    case 'contentBlockDelta':
      return fromDelta(state, event);
    case 'contentBlockStop':
      state.openBlock = null;
      return [{ type: 'content_block_stop' }];
    case 'messageStop':
      return [{ type: 'message_delta', delta: fromStop(event) }];
    case 'metadata':
      return [{ type: 'message_delta', usage: fromConverseUsage(event['usage']) }];
    default:
      return [];
  }
}

function openToolUse(state: ConverseStreamState, event: JsonObject): JsonObject[] {
  const start = isObject(event['start']) ? event['start'] : {};
  const toolUse = start['toolUse'];
  if (!isObject(toolUse)) return [];
  state.openBlock = indexOf(event);
  const block = { type: 'tool_use', id: toolUse['toolUseId'], name: toolUse['name'] };
  return [{ type: 'content_block_start', index: indexOf(event), content_block: block }];
}

function fromDelta(state: ConverseStreamState, event: JsonObject): JsonObject[] {
  const delta = isObject(event['delta']) ? event['delta'] : {};
  const { text, toolUse, reasoningContent, citation } = delta;
  if (typeof text === 'string') return inBlock(state, event, 'text', { type: 'text_delta', text });
  if (isObject(toolUse)) return [asDelta({ type: 'input_json_delta', partial_json: toolUse['input'] })];
  if (isObject(citation)) {
    return inBlock(state, event, 'text', { type: 'citations_delta', citation: fromCitation(citation) });
  }
  return isObject(reasoningContent) ? fromReasoning(state, event, reasoningContent) : [];
}

function fromReasoning(state: ConverseStreamState, event: JsonObject, part: JsonObject): JsonObject[] {
  const redacted = stringIn(part, 'redactedContent');
  if (redacted !== null) {
    state.openBlock = indexOf(event);
    const block = { type: 'redacted_thinking', data: redacted };
    return [{ type: 'content_block_start', index: indexOf(event), content_block: block }];
  }
  const signature = stringIn(part, 'signature');
  const delta =
    signature === null ? { type: 'thinking_delta', thinking: part['text'] } : { type: 'signature_delta', signature };
  return inBlock(state, event, 'thinking', delta);
}

/** Opens the block first if this is its first part. */
function inBlock(state: ConverseStreamState, event: JsonObject, type: string, delta: JsonObject): JsonObject[] {
  const index = indexOf(event);
  if (state.openBlock === index) return [asDelta(delta)];
  state.openBlock = index;
  return [{ type: 'content_block_start', index, content_block: { type } }, asDelta(delta)];
}

function asDelta(delta: JsonObject): JsonObject {
  return { type: 'content_block_delta', delta };
}

function indexOf({ contentBlockIndex }: JsonObject): number {
  return typeof contentBlockIndex === 'number' ? contentBlockIndex : 0;
}

function fromStop(event: JsonObject): JsonObject {
  const additional = isObject(event['additionalModelResponseFields']) ? event['additionalModelResponseFields'] : {};
  const delta = isObject(additional['delta']) ? additional['delta'] : additional;
  return { stop_reason: event['stopReason'], stop_sequence: delta['stop_sequence'] };
}
