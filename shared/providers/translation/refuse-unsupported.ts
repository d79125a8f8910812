import type { JsonObject } from '../../json/json-object.ts';
import { cannot } from './cannot.ts';
import type { Warnings } from './create-warnings.ts';

const dropped = ['seed', 'frequency_penalty', 'presence_penalty', 'logit_bias', 'prediction', 'verbosity'] as const;

/** What most providers but OpenAI cannot do: refused if the answer would be another one, left out if not. */
export function refuseUnsupported(request: JsonObject, warnings: Warnings): void {
  if (typeof request['n'] === 'number' && request['n'] > 1) throw cannot('n', 'This provider gives one answer a call.');
  if (request['logprobs'] === true) throw cannot('logprobs', 'This provider does not report log probabilities.');
  const modalities = request['modalities'];
  if (Array.isArray(modalities) && modalities.includes('audio')) {
    throw cannot('modalities', 'This provider does not speak: ask for text.');
  }
  if (request['web_search_options']) throw cannot('web_search_options', 'This provider does not search the web here.');
  if (request['functions']) throw cannot('functions', '`functions` is not translated: use `tools`.');
  for (const name of dropped) {
    if (isSaid(name, request[name])) warnings.dropped(name, 'This provider does not take it.');
  }
}

/** The seed 0 is a seed like any other. */
function isSaid(name: string, value: unknown): boolean {
  if (value === undefined || value === null || (value === 0 && name !== 'seed')) return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}
