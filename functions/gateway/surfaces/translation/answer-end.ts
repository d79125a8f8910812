import { isObject, type JsonObject, objectsIn, stringIn } from '../../../../shared/json/json-object.ts';

/** How an answer ended, as far as is known. */
export interface AnswerEnd {
  finishReason: string | null;
  nativeFinishReason: string | null;
  matchedStop: string | null;
}

export const unknownEnd: AnswerEnd = { finishReason: null, nativeFinishReason: null, matchedStop: null };

/** Reads a choice; what it does not say stays as it was. */
export function readEnd(choice: JsonObject, before: AnswerEnd = unknownEnd): AnswerEnd {
  return {
    finishReason: stringIn(choice, 'finish_reason') ?? before.finishReason,
    nativeFinishReason: stringIn(choice, 'native_finish_reason') ?? before.nativeFinishReason,
    matchedStop: stringIn(choice, 'matched_stop') ?? before.matchedStop,
  };
}

/** The first choice: these dialects know no other. */
export function firstChoice(json: JsonObject): JsonObject | null {
  return objectsIn(json['choices']).find((choice) => (choice['index'] ?? 0) === 0) ?? null;
}

export function objectIn(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  return isObject(value) ? value : {};
}
