import type { EventBatch } from '../../../shared/sse/split-events.ts';
import type { Attempt } from '../attempts/attempt.ts';
import type { ChunkEvent } from '../stream/decode-events.ts';
import { StructuredOutputError } from '../structured/structured-output-error.ts';
import { addPartialObjects } from './add-partial-objects.ts';
import type { Chat } from './chat.ts';
import { checkAnswer } from './check-answer.ts';

/**
 * What a stream owes to a caller who asked for JSON: the object as it grows, if they want to see it, and in the end the
 * truth about it. What was sent cannot be taken back, so an invalid answer is not repaired but ends with an error.
 */
export async function* structuredEvents(
  chat: Chat,
  attempt: Attempt,
  batches: AsyncIterable<EventBatch<ChunkEvent>>,
): AsyncGenerator<EventBatch<ChunkEvent>> {
  const shown = chat.options.showsPartialObject ? addPartialObjects(batches) : batches;
  for await (const batch of shown) {
    if (batch.some(({ kind }) => kind === 'done')) await refuseInvalid(chat, attempt);
    yield batch;
  }
}

async function refuseInvalid(chat: Chat, attempt: Attempt): Promise<void> {
  const check = await checkAnswer(chat.run, attempt);
  if (check === null || check.isValid || attempt.structured?.mode !== 'instructed') return;
  throw new StructuredOutputError(attempt.structured.format.name, check.errors);
}
