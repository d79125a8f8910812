import { type JsonObject, stringIn } from '../../json/json-object.ts';
import { cannot } from '../translation/cannot.ts';
import { contentParts, contentText } from '../translation/content-parts.ts';
import type { Warnings } from '../translation/create-warnings.ts';
import type { GeminiTraits } from './gemini-traits.ts';
import { toId } from './to-assistant-parts.ts';
import { toParts } from './to-part.ts';

interface FunctionResponseContext {
  field: string;
  traits: GeminiTraits;
  warnings: Warnings;
  /** Names of the functions that were called, by the id of the call. */
  names: ReadonlyMap<string, string>;
}

/** A tool's result; its images go into it where the model reads them there, and behind it where not. */
export function toFunctionResponse(message: JsonObject, context: FunctionResponseContext): JsonObject[] {
  const { field, traits, warnings, names } = context;
  const id = stringIn(message, 'tool_call_id') ?? '';
  const name = names.get(id) ?? stringIn(message, 'name');
  if (name === null || name === undefined) {
    throw cannot(`${field}.tool_call_id`, 'The result of a tool must answer a call that stands before it.');
  }
  const media = contentParts(message['content']).filter(({ type }) => type !== 'text');
  const parts = toParts(media, field, warnings);
  const response = { [message['is_error'] === true ? 'error' : 'output']: contentText(message['content']) };
  const base = { ...toId(id), name, response };
  if (parts.length === 0) return [{ functionResponse: base }];
  if (traits.combinesTools) return [{ functionResponse: { ...base, parts } }];
  warnings.converted(field, 'This model reads no media inside of a result: they are sent behind it.');
  return [{ functionResponse: base }, ...parts];
}
