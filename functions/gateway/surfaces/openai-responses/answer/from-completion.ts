import { type JsonObject, stringIn } from '../../../../../shared/json/json-object.ts';
import type { AnswerContext } from '../../surface.ts';
import { firstChoice, readEnd } from '../../translation/answer-end.ts';
import { answerPartsOf } from '../../translation/answer-parts.ts';
import { mapEnd } from './map-end.ts';
import { mapUsage } from './map-usage.ts';
import { createOutputWriter } from './output-writer.ts';
import { toResponse } from './to-response.ts';

/** A `chat.completion` as a response, its items written as a stream's are. */
export function fromCompletion(completion: JsonObject, context: AnswerContext): JsonObject {
  const choice = firstChoice(completion) ?? {};
  const writer = createOutputWriter(() => undefined, context.answerId);
  for (const part of answerPartsOf(choice, 'message')) writer.write(part);
  const end = mapEnd(readEnd(choice));
  writer.end(end.status);
  const response = toResponse(context, {
    ...end,
    model: stringIn(completion, 'model') ?? context.requestedModel,
    output: writer.items,
    usage: mapUsage(completion['usage']),
  });
  context.onAnswer?.(response);
  return response;
}
