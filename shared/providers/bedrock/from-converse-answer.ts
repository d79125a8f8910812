import { isObject, type JsonObject, stringIn } from '../../json/json-object.ts';
import { fromAnthropicMessage } from '../anthropic/from-anthropic-message.ts';
import { fromConverseBlocks } from './from-converse-blocks.ts';
import { fromConverseUsage } from './from-converse-usage.ts';

interface ConverseAnswerHead {
  /** Bedrock's request id: its answers have none of their own. */
  id: string;
  model: string;
  created: number;
}

/** Converse's answer as a `chat.completion`. */
export function fromConverseAnswer(answer: JsonObject, { id, model, created }: ConverseAnswerHead): JsonObject {
  const output = isObject(answer['output']) ? answer['output'] : {};
  const message = isObject(output['message']) ? output['message'] : {};
  const additional = isObject(answer['additionalModelResponseFields']) ? answer['additionalModelResponseFields'] : {};
  const tier = isObject(answer['serviceTier']) ? stringIn(answer['serviceTier'], 'type') : null;
  return fromAnthropicMessage(
    {
      id,
      model,
      content: fromConverseBlocks(message['content']),
      stop_reason: answer['stopReason'],
      stop_sequence: additional['stop_sequence'],
      usage: { ...fromConverseUsage(answer['usage']), ...(tier === null ? {} : { service_tier: tier }) },
    },
    created,
  );
}
