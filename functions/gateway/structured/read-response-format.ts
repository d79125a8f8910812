import { ValidationError } from '../../../shared/http/errors.ts';
import { isObject, type JsonObject } from '../../../shared/json/json-object.ts';
import { findSchemaFaults } from './find-schema-faults.ts';

/** The JSON that a caller asked for. */
export interface ResponseFormat {
  type: 'json_object' | 'json_schema';
  name: string;
  description: string | null;
  /** What answers are checked with; of `json_object`: any object. */
  schema: JsonObject;
}

const anyObject: JsonObject = { type: 'object' };

/** Null where text was asked for. Throws a `ValidationError` that names the place in `response_format`. */
export function readResponseFormat(request: Readonly<JsonObject>): ResponseFormat | null {
  const format = request['response_format'];
  if (!isObject(format)) return null;
  if (format['type'] === 'json_object') {
    return { type: 'json_object', name: 'json_object', description: null, schema: anyObject };
  }
  return format['type'] === 'json_schema' ? readJsonSchema(format['json_schema']) : null;
}

function readJsonSchema(given: unknown): ResponseFormat {
  const field = 'body.response_format.json_schema';
  if (!isObject(given)) throw new ValidationError([{ field, message: 'send `{ "name": …, "schema": … }`' }]);
  // OpenAI lets the schema be absent, which then says no more than that an object is wanted.
  const schema = given['schema'] ?? anyObject;
  const faults = findSchemaFaults(schema);
  if (faults.length > 0) {
    const at = (path: string) => [field, 'schema', ...(path === '' ? [] : [path])].join('.');
    throw new ValidationError(faults.map(({ path, message }) => ({ field: at(path), message })));
  }
  const { name, description } = given;
  return {
    type: 'json_schema',
    name: typeof name === 'string' ? name : 'answer',
    description: typeof description === 'string' ? description : null,
    schema: schema as JsonObject,
  };
}
