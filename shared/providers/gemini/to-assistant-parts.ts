import { isObject, type JsonObject, objectsIn, stringIn } from '../../json/json-object.ts';
import { cannot } from '../translation/cannot.ts';
import type { Warnings } from '../translation/create-warnings.ts';
import { parseCallArguments } from '../translation/parse-call-arguments.ts';
import type { GeminiTraits } from './gemini-traits.ts';
import { foreignSignature, readSignature } from './thought-signature.ts';
import { toParts } from './to-part.ts';
import { isSynthesizedToolCallId } from './tool-call-id.ts';

/** An assistant's turn. What it thought is not sent again: Gemini wants only the signatures back. */
export function toAssistantParts(
  message: JsonObject,
  { field, traits, warnings }: { field: string; traits: GeminiTraits; warnings: Warnings },
): JsonObject[] {
  const texts = toParts(message['content'], field, warnings);
  const calls = objectsIn(message['tool_calls']).map((call, at) => toFunctionCall(call, `${field}.tool_calls.${at}`));
  sign(texts.at(-1), readSignature(message));
  const first = calls[0];
  if (traits.needsSignatures && first !== undefined && first['thoughtSignature'] === undefined) {
    first['thoughtSignature'] = foreignSignature;
    warnings.converted(field, 'A call without Gemini’s thought signature is marked as made by another model.');
  }
  return [...texts, ...calls];
}

function toFunctionCall(call: JsonObject, field: string): JsonObject {
  const called = isObject(call['function']) ? call['function'] : {};
  const name = stringIn(called, 'name');
  if (name === null) throw cannot(`${field}.function.name`, 'A call of a tool must name a function.');
  const args = toArguments(stringIn(called, 'arguments') ?? '', `${field}.function.arguments`);
  const part: JsonObject = { functionCall: { ...toId(call['id']), name, args } };
  sign(part, readSignature(call));
  return part;
}

function toArguments(text: string, field: string): JsonObject {
  const args = parseCallArguments(text);
  if (args === null) throw cannot(field, 'The arguments of a call must be a JSON object.');
  return args;
}

/** The `id` of a call or of its result. */
export function toId(id: unknown): JsonObject {
  return typeof id === 'string' && id !== '' && !isSynthesizedToolCallId(id) ? { id } : {};
}

function sign(part: JsonObject | undefined, signature: string | null): void {
  if (part !== undefined && signature !== null) part['thoughtSignature'] = signature;
}
