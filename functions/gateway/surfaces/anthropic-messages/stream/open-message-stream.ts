import { toAnthropicError } from '../../../../../shared/http/error-answer.ts';
import { type JsonObject, stringIn } from '../../../../../shared/json/json-object.ts';
import { usageIn } from '../../../../../shared/pricing/usage-in.ts';
import type { AnswerContext, AnswerStream } from '../../surface.ts';
import { firstChoice, readEnd, unknownEnd } from '../../translation/answer-end.ts';
import { answerPartsOf } from '../../translation/answer-parts.ts';
import { encodeBatches } from '../../translation/encode-batches.ts';
import { namedEvent } from '../../translation/named-event.ts';
import { createBlockWriter } from '../answer/block-writer.ts';
import { mapStopReason } from '../answer/map-stop-reason.ts';
import { mapUsage } from '../answer/map-usage.ts';
import { toMessage } from '../answer/to-message.ts';

/** Chat chunks as `message_start`, blocks, `message_delta`, `message_stop`. */
export function openMessageStream(context: AnswerContext): AnswerStream {
  let text = '';
  const emit = (event: JsonObject & { type: string }) => {
    text += namedEvent(event);
  };
  const writer = createBlockWriter(emit, context.answerId);
  let isBegun = false;
  let end = unknownEnd;
  let usage: unknown;

  const begin = (chunk: JsonObject) => {
    if (isBegun) return;
    isBegun = true;
    const head = toMessage(context, stringIn(chunk, 'model') ?? context.requestedModel);
    // Most providers count at the end; who reads the stream takes the counts of `message_delta` instead.
    emit({ type: 'message_start', message: { ...head, usage: mapUsage(usage) } });
  };
  const readChunk = (chunk: JsonObject) => {
    usage = usageIn(chunk) ?? usage;
    begin(chunk);
    const choice = firstChoice(chunk);
    if (choice === null) return;
    for (const part of answerPartsOf(choice)) writer.write(part);
    end = readEnd(choice, end);
  };
  const finish = () => {
    begin({});
    writer.end();
    const delta = { stop_reason: mapStopReason(end, writer.hasToolUse), stop_sequence: end.matchedStop };
    emit({ type: 'message_delta', delta, usage: mapUsage(usage) });
    emit({ type: 'message_stop' });
  };

  return {
    encode: (batches) =>
      encodeBatches(batches, (event) => {
        text = '';
        if (event.kind === 'chunk') readChunk(event.json);
        if (event.kind === 'done') finish();
        return text;
      }),
    encodeError: (error) => Buffer.from(namedEvent(toAnthropicError(error, context.requestId))),
  };
}
