import { type JsonObject, stringIn } from '../../../../shared/json/json-object.ts';
import { invalidField } from './invalid-field.ts';

/** A member that has to be a text; `path` is that of the object. */
export function requiredString(object: Readonly<JsonObject>, name: string, path: string): string {
  const value = stringIn(object, name);
  if (value === null) throw invalidField(`${path}.${name}`, 'a text is required');
  return value;
}
