import { isObject, type JsonObject, stringIn } from '../../json/json-object.ts';
import { fromContentBlocks } from './from-content-blocks.ts';
import { mapServiceTier } from './map-service-tier.ts';
import { mapStopReason } from './map-stop-reason.ts';
import { mapUsage, tellsUsage } from './map-usage.ts';

/** An answer of Anthropic as a `chat.completion`. `created` is in epoch seconds; Anthropic does not say it. */
export function fromAnthropicMessage(message: JsonObject, created: number): JsonObject {
  const usage = isObject(message['usage']) ? message['usage'] : {};
  const end = mapStopReason(stringIn(message, 'stop_reason') ?? '', stringIn(message, 'stop_sequence'));
  return {
    id: stringIn(message, 'id') ?? '',
    object: 'chat.completion',
    created,
    model: stringIn(message, 'model') ?? '',
    choices: [{ index: 0, message: fromContentBlocks(message['content']), logprobs: null, ...end }],
    ...(tellsUsage(usage) ? { usage: mapUsage(usage) } : {}),
    ...mapServiceTier(usage),
  };
}
