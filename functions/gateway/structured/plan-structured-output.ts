import type { Model } from '../../../shared/contract/models.ts';
import type { JsonObject } from '../../../shared/json/json-object.ts';
import { instructFormat } from './instruct-format.ts';
import { type ResponseFormat, readResponseFormat } from './read-response-format.ts';

export interface StructuredPlan {
  mode: 'native' | 'instructed';
  /** What to send to the model. */
  request: Readonly<JsonObject>;
  format: ResponseFormat;
}

/**
 * How a model is made to answer in the JSON that was asked for; null where text was. One that is known not to take
 * `response_format` is told in words. Of whom nothing is known gets it as it came: a server of one's own mostly takes it.
 */
export function planStructuredOutput(
  request: Readonly<JsonObject>,
  model: { abilities: Pick<Model['abilities'], 'structuredOutput'> },
): StructuredPlan | null {
  const format = readResponseFormat(request);
  if (format === null) return null;
  if (model.abilities.structuredOutput !== false) return { mode: 'native', request, format };
  return { mode: 'instructed', request: instructFormat(request, format), format };
}
