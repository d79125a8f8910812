import { type JsonObject, stringIn } from '../../../../../shared/json/json-object.ts';
import type { AnswerContext } from '../../surface.ts';
import { firstChoice, readEnd } from '../../translation/answer-end.ts';
import { assembleBlocks } from './assemble-blocks.ts';
import type { BlockEvent } from './block-cursor.ts';
import { createBlockWriter } from './block-writer.ts';
import { inOrder } from './in-order.ts';
import { mapStopReason } from './map-stop-reason.ts';
import { mapUsage } from './map-usage.ts';
import { toMessage } from './to-message.ts';

/** A `chat.completion` as Anthropic's message, by way of the same events that a stream has. */
export function fromCompletion(completion: JsonObject, context: AnswerContext): JsonObject {
  const choice = firstChoice(completion) ?? {};
  const events: BlockEvent[] = [];
  const writer = createBlockWriter((event) => events.push(event), context.answerId);
  for (const part of inOrder(choice)) writer.write(part);
  writer.end();
  const end = readEnd(choice);
  return {
    ...toMessage(context, stringIn(completion, 'model') ?? context.requestedModel),
    content: assembleBlocks(events),
    stop_reason: mapStopReason(end, writer.hasToolUse),
    stop_sequence: end.matchedStop,
    usage: mapUsage(completion['usage']),
  };
}
