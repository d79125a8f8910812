import { type JsonObject, objectsIn, stringIn } from '../../../shared/json/json-object.ts';
import type { ResponseFormat } from './read-response-format.ts';

const instructionRoles: readonly (string | null)[] = ['system', 'developer'];

/** The request with the format as an instruction, after the caller's own instructions and before the conversation. */
export function instructFormat(request: Readonly<JsonObject>, format: ResponseFormat): JsonObject {
  const { response_format: _, ...rest } = request;
  const messages = objectsIn(request['messages']);
  const firstSpoken = messages.findIndex((message) => !instructionRoles.includes(stringIn(message, 'role')));
  const at = firstSpoken === -1 ? messages.length : firstSpoken;
  return { ...rest, messages: messages.toSpliced(at, 0, { role: 'system', content: instructionOf(format) }) };
}

function instructionOf({ type, name, description, schema }: ResponseFormat): string {
  const manner = 'Write the JSON alone: no explanation before or after it, no code fence.';
  if (type === 'json_object') return `Answer with one JSON object. ${manner}`;
  return [
    `Answer with one JSON value that is valid against the JSON Schema "${name}" below. ${manner}`,
    ...(description === null ? [] : [`What it is for: ${description}`]),
    JSON.stringify(schema),
  ].join('\n');
}
