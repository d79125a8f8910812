import { createEventSplitter, type EventBatch } from '../../../shared/sse/split-events.ts';
import type { Attempt } from '../attempts/attempt.ts';
import { completeCalls } from './complete-calls.ts';
import { type ChunkEvent, decodeEvents } from './decode-events.ts';
import { missingEnd } from './missing-end.ts';
import { observeEvents } from './observe-events.ts';

/**
 * The events of a provider's stream, understood and noted: split → decode → complete → observe → end. The stages are plain functions
 * in one iterator, because an await for each stage and chunk cost more than all that the stages do. What follows `[DONE]`
 * is dropped.
 */
export async function* readChunks(
  body: AsyncIterable<Uint8Array>,
  attempt: Pick<Attempt, 'observation' | 'provider'>,
  elapsed: () => number,
): AsyncGenerator<EventBatch<ChunkEvent>> {
  const splitter = createEventSplitter();
  const complete = completeCalls();
  const understand = (batch: EventBatch) => {
    const { events: decoded, failure } = decodeEvents(batch, attempt.provider);
    const events = complete(decoded);
    observeEvents(events, attempt, elapsed);
    return { events, failure };
  };
  for await (const bytes of body) {
    const { events, failure } = understand(splitter.push(bytes));
    if (events.length > 0) yield events;
    if (events.at(-1)?.kind === 'done') return;
    if (failure) throw failure;
  }
  const { events, failure } = understand(splitter.end());
  if (events.length > 0) yield events;
  if (events.at(-1)?.kind === 'done') return;
  if (failure) throw failure;
  yield missingEnd(attempt.observation);
}
