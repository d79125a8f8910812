import { isObject, type JsonObject, objectsIn, stringIn } from '../../../shared/json/json-object.ts';
import type { Attempt } from '../attempts/attempt.ts';
import type { Observation, ObservedMessage } from './observation.ts';
import { observeHead } from './observe-head.ts';

/** Output that is kept for the trace; what comes beyond it is only counted. */
const maxKeptCharacters = 2_000_000;

/** Text fields of a delta that add up to one text. */
const textFields = ['content', 'refusal', 'reasoning_content', 'reasoning'] as const;
const reasoningFields: ReadonlySet<string> = new Set(['reasoning_content', 'reasoning']);

/** Reads one `chat.completion.chunk`. */
export function observeChunk(
  { observation, provider }: Pick<Attempt, 'observation' | 'provider'>,
  json: JsonObject,
  elapsed: () => number,
): void {
  observeHead(observation, json, provider);
  for (const choice of objectsIn(json['choices'])) {
    const index = indexOf(choice);
    const reason = stringIn(choice, 'finish_reason');
    if (reason !== null) observation.finishReasons[index] = reason;
    if (!isObject(choice['delta'])) continue;
    const written = addDelta(observation, messageAt(observation, index), choice['delta']);
    if (written > 0) observation.timeToFirstTokenMs ??= elapsed();
  }
}

/** Providers send small numbers; a wrong one must not make a huge array. */
const maxIndex = 127;

function indexOf(item: JsonObject): number {
  const index = item['index'];
  return typeof index === 'number' && Number.isInteger(index) && index >= 0 && index <= maxIndex ? index : 0;
}

function messageAt(observation: Observation, index: number): ObservedMessage {
  while (observation.messages.length <= index) observation.messages.push({ role: 'assistant', content: null });
  return observation.messages[index] ?? { role: 'assistant', content: null };
}

/** Returns how many characters of output the delta brought. */
function addDelta(observation: Observation, message: ObservedMessage, delta: JsonObject): number {
  let written = 0;
  for (const field of textFields) {
    const text = stringIn(delta, field);
    if (text === null || text === '') continue;
    written += text.length;
    append(observation, message, field, text);
    if (reasoningFields.has(field)) observation.reasoningCharacters += text.length;
    else observation.outputCharacters += text.length;
  }
  for (const call of objectsIn(delta['tool_calls'])) written += addToolCall(observation, message, call);
  return written;
}

function addToolCall(observation: Observation, message: ObservedMessage, part: JsonObject): number {
  message['tool_calls'] ??= [];
  const calls = message['tool_calls'] as JsonObject[];
  const index = indexOf(part);
  while (calls.length <= index) calls.push({ id: null, type: 'function', function: { name: '', arguments: '' } });
  const call = calls[index];
  const added = isObject(part['function']) ? part['function'] : {};
  const known = call?.['function'];
  if (!call || !isObject(known)) return 0;
  call['id'] ??= stringIn(part, 'id');
  const name = stringIn(added, 'name') ?? '';
  const text = stringIn(added, 'arguments') ?? '';
  if (known['name'] === '') known['name'] = name;
  append(observation, known, 'arguments', text);
  observation.outputCharacters += name.length + text.length;
  return name.length + text.length;
}

function append(observation: Observation, object: JsonObject, field: string, text: string): void {
  if (observation.outputCharacters + observation.reasoningCharacters > maxKeptCharacters) return;
  object[field] = (stringIn(object, field) ?? '') + text;
}
