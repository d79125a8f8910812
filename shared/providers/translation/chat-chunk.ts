import type { JsonObject } from '../../json/json-object.ts';

/** What all chunks of one stream have in common. */
export interface ChunkHead {
  id: string;
  model: string;
  /** Epoch seconds. */
  created: number;
}

export interface ChunkEnd {
  finish_reason: string;
  native_finish_reason?: string;
  matched_stop?: string;
}

/** A `chat.completion.chunk` with one choice. A `usage` on an early one prices a stream that is cut. */
export function deltaChunk(head: ChunkHead, delta: JsonObject, usage?: JsonObject): JsonObject {
  const choices = [{ index: 0, delta, finish_reason: null }];
  return { ...bare(head), choices, ...(usage === undefined ? {} : { usage }) };
}

export function finishChunk(head: ChunkHead, end: ChunkEnd): JsonObject {
  return { ...bare(head), choices: [{ index: 0, delta: {}, ...end }] };
}

/** The last one before `[DONE]`. */
export function usageChunk(head: ChunkHead, usage: JsonObject): JsonObject {
  return { ...bare(head), choices: [], usage };
}

function bare({ id, created, model }: ChunkHead): JsonObject {
  return { id, object: 'chat.completion.chunk', created, model };
}
