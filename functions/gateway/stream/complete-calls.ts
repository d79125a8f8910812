import { isObject, type JsonObject, objectsIn } from '../../../shared/json/json-object.ts';
import type { EventBatch } from '../../../shared/sse/split-events.ts';
import type { ChunkEvent } from './decode-events.ts';

type Chunk = Extract<ChunkEvent, { kind: 'chunk' }>;

/**
 * Gives the tool calls of one stream the `index` and the `type` that some providers leave out (Mistral, Google's
 * OpenAI-compatible path). They send each call whole; clients that put calls together by their index made one of all.
 */
export function completeCalls(): (events: EventBatch<ChunkEvent>) => EventBatch<ChunkEvent> {
  /** Calls begun, by choice. */
  const counts = new Map<unknown, number>();
  const complete = (event: ChunkEvent) => (hasIncompleteCalls(event) ? completed(event, counts) : event);
  return (events) => (events.some(hasIncompleteCalls) ? events.map(complete) : events);
}

function hasIncompleteCalls(event: ChunkEvent): event is Chunk {
  if (event.kind !== 'chunk' || !Array.isArray(event.json['choices'])) return false;
  return event.json['choices'].some((choice) => callsOf(choice).some(isIncomplete));
}

function callsOf(choice: unknown): JsonObject[] {
  const delta = isObject(choice) ? choice['delta'] : null;
  return isObject(delta) && delta['tool_calls'] ? objectsIn(delta['tool_calls']) : [];
}

function isIncomplete({ index, id, type }: JsonObject): boolean {
  return index === undefined || index === null || (typeof id === 'string' && type === undefined);
}

function completed({ json }: Chunk, counts: Map<unknown, number>): Chunk {
  const choices = objectsIn(json['choices']).map((choice) => {
    const calls = callsOf(choice);
    if (calls.length === 0) return choice;
    const goesOnWithAll = calls.length > 1 && calls.every(isContinued);
    const tool_calls = calls.map((call, place) =>
      goesOnWithAll ? { ...call, index: place } : withIndex(call, choice['index'], counts),
    );
    return { ...choice, delta: { ...(choice['delta'] as JsonObject), tool_calls } };
  });
  const whole = { ...json, choices };
  return { kind: 'chunk', json: whole, bytes: Buffer.from(`data: ${JSON.stringify(whole)}\n\n`) };
}

/** Where a delta holds several of these and nothing else, each goes on with the call of its place (Moonshot). */
function isContinued({ index, id }: JsonObject): boolean {
  return (index === undefined || index === null) && typeof id !== 'string';
}

/** A piece without an id goes on with the call before it. */
function withIndex(call: JsonObject, choice: unknown, counts: Map<unknown, number>): JsonObject {
  const count = counts.get(choice) ?? 0;
  const begins = typeof call['id'] === 'string';
  if (begins) counts.set(choice, count + 1);
  const index = call['index'] ?? (begins ? count : Math.max(count - 1, 0));
  return { ...(begins ? { type: 'function' } : {}), ...call, index };
}
