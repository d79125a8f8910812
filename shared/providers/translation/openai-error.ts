import type { JsonObject } from '../../json/json-object.ts';

export interface ErrorParts {
  message: string;
  /** The provider's own word: `overloaded_error`, `ThrottlingException`. */
  type: string;
}

/** The body of a failed answer in OpenAI's form; its status stands in the response's head. */
export function openAiErrorBody({ message, type }: ErrorParts): JsonObject {
  return { error: { message, type, code: type, param: null } };
}

/** An error inside a stream. The status says to the gateway what kind it is; a `code` in words would hide it. */
export function openAiErrorEvent({ message, type }: ErrorParts, status: number): JsonObject {
  return { error: { message, type, status } };
}
