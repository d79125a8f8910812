import { isObject, type JsonObject, objectsIn } from '../../json/json-object.ts';
import { cannot } from '../translation/cannot.ts';
import type { GeminiTraits } from './gemini-traits.ts';

/** `response_format` as members of `generationConfig`. */
export function toResponseFormat(request: JsonObject, traits: GeminiTraits): JsonObject {
  const format = request['response_format'];
  if (!isObject(format) || format['type'] === 'text') return {};
  if (objectsIn(request['tools']).length > 0 && !traits.combinesTools) {
    throw cannot('response_format', 'This model answers in JSON or calls functions, not both: leave one of them out.');
  }
  const described = isObject(format['json_schema']) ? format['json_schema']['schema'] : undefined;
  return {
    responseMimeType: 'application/json',
    ...(format['type'] === 'json_schema' && described !== undefined ? { responseJsonSchema: described } : {}),
  };
}
