import type { EventBatch } from '../../../../shared/sse/split-events.ts';
import type { ChunkEvent } from '../../stream/decode-events.ts';
import type { AnswerStream } from '../surface.ts';

const done: ChunkEvent = { kind: 'done', bytes: Buffer.from('data: [DONE]\n\n') };

/** One choice's delta as a chunk. */
export function delta(fields: Record<string, unknown>, choice: Record<string, unknown> = {}): Record<string, unknown> {
  return { model: 'answering-model', choices: [{ index: 0, delta: fields, finish_reason: null, ...choice }] };
}

export function finish(reason: string, choice: Record<string, unknown> = {}): Record<string, unknown> {
  return delta({}, { finish_reason: reason, ...choice });
}

export function usage(counts: Record<string, unknown>): Record<string, unknown> {
  return { model: 'answering-model', choices: [], usage: counts };
}

/** Chunks as decoded events, with the end mark. */
export function chunkEvents(chunks: readonly Record<string, unknown>[]): ChunkEvent[] {
  const events = chunks.map((json): ChunkEvent => ({ kind: 'chunk', json, bytes: Buffer.alloc(0) }));
  return [...events, done];
}

/** Everything that a surface makes of chunks, which come in batches cut at the given places. */
export async function encodeAll(
  stream: AnswerStream,
  chunks: readonly Record<string, unknown>[],
  cuts: readonly number[] = [],
): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream.encode(batchesOf(chunkEvents(chunks), cuts))) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

async function* batchesOf(
  events: readonly ChunkEvent[],
  cuts: readonly number[],
): AsyncGenerator<EventBatch<ChunkEvent>> {
  const places = [...new Set(cuts.map((cut) => cut % events.length))].sort((a, b) => a - b);
  for (const [at, start] of [0, ...places].entries()) yield events.slice(start, places[at]);
}

/** The data of server-sent events. */
export function eventsIn(text: string): Record<string, unknown>[] {
  return text
    .split('\n\n')
    .filter((event) => event !== '')
    .map((event) => JSON.parse(event.slice(event.indexOf('data: ') + 6)));
}
