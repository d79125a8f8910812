import { type JsonObject, stringIn } from '../../../../shared/json/json-object.ts';
import { usageIn } from '../../../../shared/pricing/usage-in.ts';
import type { AnswerContext, AnswerStream } from '../surface.ts';
import { firstChoice, readEnd, unknownEnd } from '../translation/answer-end.ts';
import { answerPartsOf } from '../translation/answer-parts.ts';
import { encodeBatches } from '../translation/encode-batches.ts';
import { namedEvent } from '../translation/named-event.ts';
import { mapEnd } from './answer/map-end.ts';
import { mapUsage } from './answer/map-usage.ts';
import type { Emit } from './answer/output-list.ts';
import { createOutputWriter } from './answer/output-writer.ts';
import { toResponse } from './answer/to-response.ts';
import { toResponseError } from './answer/to-response-error.ts';

/** Chat chunks as `response.created`, the items' events, and `response.completed`, `incomplete` or `failed`. */
export function openResponseStream(context: AnswerContext): AnswerStream {
  let text = '';
  let sequence = 0;
  const emit: Emit = (event) => {
    text += namedEvent({ ...event, sequence_number: sequence++ });
  };
  const writer = createOutputWriter(emit, context.answerId);
  const state = { isBegun: false, end: unknownEnd, model: context.requestedModel, usage: null as JsonObject | null };

  const begin = () => {
    if (state.isBegun) return;
    state.isBegun = true;
    const response = toResponse(context, { status: 'in_progress', model: state.model, output: [], usage: null });
    for (const type of ['response.created', 'response.in_progress']) emit({ type, response });
  };
  const readChunk = (chunk: JsonObject) => {
    if (!state.isBegun) state.model = stringIn(chunk, 'model') ?? state.model;
    state.usage = mapUsage(usageIn(chunk)) ?? state.usage;
    begin();
    const choice = firstChoice(chunk);
    if (choice === null) return;
    for (const part of answerPartsOf(choice)) writer.write(part);
    state.end = readEnd(choice, state.end);
  };
  const finish = () => {
    begin();
    const end = mapEnd(state.end);
    writer.end(end.status);
    const response = toResponse(context, { ...state, ...end, output: writer.items });
    context.onAnswer?.(response);
    emit({ type: `response.${end.status}`, response });
  };

  return {
    encode: (batches) =>
      encodeBatches(batches, (event) => {
        text = '';
        if (event.kind === 'chunk') readChunk(event.json);
        if (event.kind === 'done') finish();
        return text;
      }),
    encodeError(error) {
      text = '';
      begin();
      // What had come is told as what it is: a part of an answer.
      writer.end('incomplete');
      const failure = { status: 'failed' as const, error: toResponseError(error), output: writer.items };
      emit({ type: 'response.failed', response: toResponse(context, { ...state, ...failure }) });
      return Buffer.from(text);
    },
  };
}
