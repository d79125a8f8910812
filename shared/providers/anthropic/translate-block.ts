import { isObject, type JsonObject, stringIn } from '../../json/json-object.ts';
import { type ReasoningPlace, toReasoningDetail } from './from-content-blocks.ts';
import { toAnnotation } from './map-citations.ts';
import type { StreamState } from './translate-event.ts';

export interface BlockState {
  type: string;
  place: ReasoningPlace;
  /** Of a tool call: its place among the calls. */
  call: number;
  citations: JsonObject[];
  hasText: boolean;
  /** Of a tool call: the input that came whole, until a part of it comes. */
  wholeInput: JsonObject | null;
}

/** The deltas of a block's beginning. */
export function startBlock(state: StreamState, event: JsonObject): JsonObject[] {
  const block = isObject(event['content_block']) ? event['content_block'] : {};
  const type = stringIn(block, 'type') ?? '';
  const index = typeof event['index'] === 'number' ? event['index'] : 0;
  state.block = {
    type,
    place: { index, offset: state.textLength },
    call: state.toolCalls,
    citations: [],
    hasText: false,
    wholeInput: null,
  };
  switch (type) {
    case 'text':
      return addText(state, stringIn(block, 'text'));
    case 'thinking':
      return addReasoning(state.block, block);
    case 'redacted_thinking':
      return [{ reasoning_details: [toReasoningDetail(block, state.block.place)] }];
    case 'tool_use':
      return startToolCall(state, state.block, block);
    default:
      return [];
  }
}

/** The deltas of a part of a block. */
export function translateDelta(state: StreamState, delta: unknown): JsonObject[] {
  const { block } = state;
  if (!isObject(delta) || block === null) return [];
  switch (delta['type']) {
    case 'text_delta':
      return addText(state, stringIn(delta, 'text'));
    case 'thinking_delta':
    case 'signature_delta':
      return addReasoning(block, delta);
    case 'input_json_delta':
      return addArguments(block, stringIn(delta, 'partial_json') ?? '');
    case 'citations_delta':
      if (isObject(delta['citation'])) block.citations.push(delta['citation']);
      return [];
    default:
      return [];
  }
}

/** The deltas of a block's end: what can be said only now. */
export function stopBlock(state: StreamState): JsonObject[] {
  const { block } = state;
  state.block = null;
  if (block === null) return [];
  if (block.wholeInput !== null) return addArguments(block, JSON.stringify(block.wholeInput));
  if (block.citations.length === 0) return [];
  const range = { start_index: block.place.offset, end_index: state.textLength };
  return [{ annotations: block.citations.map((citation) => toAnnotation(citation, range)) }];
}

/** A block of text after another says so: what is cited is cited by its block. */
function addText(state: StreamState, text: string | null): JsonObject[] {
  const { block } = state;
  if (text === null || text === '' || block === null) return [];
  const isNew = !block.hasText;
  block.hasText = true;
  state.textLength += text.length;
  if (isNew) state.textBlocks += 1;
  return [{ content: text, ...(isNew && state.textBlocks > 1 ? { content_index: state.textBlocks - 1 } : {}) }];
}

function addReasoning({ place }: BlockState, part: JsonObject): JsonObject[] {
  const text = stringIn(part, 'thinking') ?? '';
  const detail = toReasoningDetail({ ...part, type: 'thinking' }, place);
  if (text === '' && detail['signature'] === undefined) return [];
  return [{ ...(text === '' ? {} : { reasoning_content: text }), reasoning_details: [detail] }];
}

function startToolCall(state: StreamState, block: BlockState, { id, name, input }: JsonObject): JsonObject[] {
  state.toolCalls += 1;
  block.wholeInput = isObject(input) ? input : {};
  const call = { index: block.call, id, type: 'function', function: { name, arguments: '' } };
  return [{ tool_calls: [call] }];
}

function addArguments(block: BlockState, text: string): JsonObject[] {
  if (block.type !== 'tool_use' || text === '') return [];
  block.wholeInput = null;
  return [{ tool_calls: [{ index: block.call, function: { arguments: text } }] }];
}
