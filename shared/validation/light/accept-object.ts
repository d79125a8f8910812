import { type Accept, isObject, refused } from './accept.ts';
import type { LightSchema } from './light-schema.ts';

export type Shape = Readonly<Record<string, LightSchema>>;
/** What becomes of fields that the shape does not name. */
export type UnknownKeys = 'dropped' | 'kept' | 'refused';

export function acceptObject(shape: Shape, unknownKeys: UnknownKeys): Accept {
  const fields = Object.entries(shape);
  return (value) => {
    if (!isObject(value)) return refused;
    const result: Record<string, unknown> = {};
    for (const [key, field] of fields) if (!takeField(result, value, key, field)) return refused;
    return unknownKeys === 'dropped' || takeOthers(result, value, shape, unknownKeys) ? result : refused;
  };
}

/** False if there are others and they are refused. */
function takeOthers(result: Record<string, unknown>, value: object, shape: Shape, kind: 'kept' | 'refused'): boolean {
  for (const key in value) {
    if (Object.hasOwn(shape, key)) continue;
    if (kind === 'refused') return false;
    // Assigned, it would be the prototype.
    if (key !== '__proto__') result[key] = (value as Record<string, unknown>)[key];
  }
  return true;
}

/** False if the field is refused. */
function takeField(result: Record<string, unknown>, value: object, key: string, field: LightSchema): boolean {
  if (key in value) {
    const accepted = field.accept((value as Record<string, unknown>)[key]);
    result[key] = accepted;
    return accepted !== refused;
  }
  const { absent, isOptionalInResult } = field.traits;
  if (absent === 'refused') return false;
  if (absent === 'left-out' && isOptionalInResult) return true;
  const accepted = field.accept(undefined);
  if (accepted === refused) return isOptionalInResult;
  if (accepted !== undefined || (absent === 'filled-in' && !isOptionalInResult)) result[key] = accepted;
  return true;
}
