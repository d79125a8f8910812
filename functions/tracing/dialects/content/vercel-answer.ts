import type { JsonObject } from '../../../../shared/json/json-object.ts';
import type { Attributes } from '../../otlp/otlp-request.ts';
import { readJson } from '../readers.ts';
import type { FoundContent } from './content-rules.ts';

const names = {
  object: 'ai.response.object',
  text: 'ai.response.text',
  toolCalls: 'ai.response.toolCalls',
  reasoning: 'ai.response.reasoning',
} as const;

/** The parts over which the AI SDK spreads an answer. */
export const vercelAnswerAttributes: readonly string[] = [names.text, names.object, names.toolCalls, names.reasoning];

/** What a model answered: an object, or a message. Null if there is nothing. */
export function readVercelAnswer(from: Attributes): FoundContent | null {
  const object = readJson(from[names.object]);
  if (object !== null) return { value: object, attributes: [names.object] };
  const text = from[names.text] ?? null;
  const toolCalls = readJson(from[names.toolCalls]);
  const reasoning = from[names.reasoning];
  if (toolCalls === null && reasoning === undefined)
    return text === null ? null : { value: text, attributes: [names.text] };
  const message: JsonObject = { role: 'assistant', content: text };
  if (reasoning !== undefined) message['reasoning_content'] = reasoning;
  if (toolCalls !== null) message['tool_calls'] = toolCalls;
  return { value: message, attributes: [names.text, names.toolCalls, names.reasoning] };
}
