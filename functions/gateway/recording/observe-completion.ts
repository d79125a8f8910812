import { isObject, type JsonObject, objectsIn, stringIn } from '../../../shared/json/json-object.ts';
import type { Provider } from '../../../shared/providers/provider.ts';
import type { Observation, ObservedMessage } from './observation.ts';
import { observeHead } from './observe-head.ts';

/** Reads a whole `chat.completion`. */
export function observeCompletion(observation: Observation, json: JsonObject, provider: Provider): void {
  observeHead(observation, json, provider);
  for (const choice of objectsIn(json['choices'])) {
    observation.finishReasons.push(stringIn(choice, 'finish_reason') ?? undefined);
    if (isObject(choice['message'])) observeMessage(observation, choice['message']);
  }
}

function observeMessage(observation: Observation, message: JsonObject): void {
  const kept: ObservedMessage = { role: 'assistant', content: null };
  for (const [name, value] of Object.entries(message)) if (value !== null && value !== undefined) kept[name] = value;
  observation.messages.push(kept);
  const reasoning = stringIn(message, 'reasoning_content') ?? stringIn(message, 'reasoning') ?? '';
  observation.reasoningCharacters += reasoning.length;
  const calls = message['tool_calls'];
  observation.outputCharacters += (stringIn(message, 'content') ?? '').length;
  if (calls) observation.outputCharacters += JSON.stringify(calls).length;
}

/** Of an embeddings answer only the shape is kept: vectors are large and nobody reads them. */
export function observeEmbeddings(observation: Observation, json: JsonObject, provider: Provider): void {
  observeHead(observation, json, provider);
  const data = objectsIn(json['data']);
  const [first] = data;
  observation.summary = { vectors: data.length, dimensions: dimensionsOf(first?.['embedding']) };
}

function dimensionsOf(embedding: unknown): number | null {
  if (Array.isArray(embedding)) return embedding.length;
  // Four bytes a number.
  return typeof embedding === 'string' ? Math.floor(Buffer.byteLength(embedding, 'base64') / 4) : null;
}
