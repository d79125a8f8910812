import { isObject, type JsonObject, stringIn } from '../../json/json-object.ts';
import { type ChunkHead, deltaChunk, finishChunk, usageChunk } from '../translation/chat-chunk.ts';
import { openAiErrorEvent } from '../translation/openai-error.ts';
import { readAnthropicError, statusOfError } from './anthropic-error.ts';
import { mapServiceTier } from './map-service-tier.ts';
import { mapStopReason } from './map-stop-reason.ts';
import { mapUsage, mergeUsage, tellsUsage } from './map-usage.ts';
import { type BlockState, startBlock, stopBlock, translateDelta } from './translate-block.ts';

/** What is known of a stream so far. */
export interface StreamState {
  head: ChunkHead;
  /** Anthropic's counts; a later event says only what has changed. */
  usage: JsonObject;
  /** The block that is being sent. */
  block: BlockState | null;
  /** Characters of text so far. */
  textLength: number;
  /** Blocks with text so far. */
  textBlocks: number;
  toolCalls: number;
  hasStarted: boolean;
  hasFinished: boolean;
  hasFailed: boolean;
  /** Usage is out, or an error: nothing more is to come. */
  isOver: boolean;
}

export function createStreamState(head: ChunkHead): StreamState {
  return {
    head,
    usage: {},
    block: null,
    textLength: 0,
    textBlocks: 0,
    toolCalls: 0,
    hasStarted: false,
    hasFinished: false,
    hasFailed: false,
    isOver: false,
  };
}

/** The chunks that an event becomes. Pings and what is not known yet become none. */
export function translateEvent(state: StreamState, event: JsonObject): JsonObject[] {
  switch (event['type']) {
    case 'message_start':
      return startMessage(state, event['message']);
    case 'content_block_start':
      return deltas(state, startBlock(state, event));
    case 'content_block_delta':
      return deltas(state, translateDelta(state, event['delta']));
    case 'content_block_stop':
      return deltas(state, stopBlock(state));
    case 'message_delta':
      return finishMessage(state, event);
    case 'message_stop':
      return endStream(state);
    case 'error':
      return failStream(state, event);
    default:
      return [];
  }
}

function deltas({ head }: StreamState, found: readonly JsonObject[]): JsonObject[] {
  return found.map((delta) => deltaChunk(head, delta));
}

/** The first chunk carries the usage of the input, so that a stream which is cut later is priced. */
function startMessage(state: StreamState, message: unknown): JsonObject[] {
  if (!isObject(message) || state.hasStarted) return [];
  state.hasStarted = true;
  state.head = {
    ...state.head,
    id: stringIn(message, 'id') ?? state.head.id,
    model: stringIn(message, 'model') ?? state.head.model,
  };
  state.usage = mergeUsage(state.usage, message['usage']);
  const usage = tellsUsage(state.usage) ? mapUsage(state.usage) : undefined;
  return [deltaChunk(state.head, { role: 'assistant', content: '' }, usage)];
}

function finishMessage(state: StreamState, event: JsonObject): JsonObject[] {
  state.usage = mergeUsage(state.usage, event['usage']);
  const delta = isObject(event['delta']) ? event['delta'] : {};
  const reason = stringIn(delta, 'stop_reason');
  if (reason === null || state.hasFinished) return [];
  state.hasFinished = true;
  return [finishChunk(state.head, mapStopReason(reason, stringIn(delta, 'stop_sequence')))];
}

/** Also for a stream that ends without its last event after it has said why it stopped. */
export function endStream(state: StreamState): JsonObject[] {
  if (state.isOver || !state.hasFinished) return [];
  state.isOver = true;
  if (!tellsUsage(state.usage)) return [];
  return [{ ...usageChunk(state.head, mapUsage(state.usage)), ...mapServiceTier(state.usage) }];
}

function failStream(state: StreamState, event: JsonObject): JsonObject[] {
  state.isOver = true;
  state.hasFailed = true;
  const error = readAnthropicError(event);
  return [openAiErrorEvent(error, statusOfError(error))];
}
