import { isObject, type JsonObject, stringIn } from '../../json/json-object.ts';

/** Google's word for a call that it did not make itself, from ai.google.dev/gemini-api/docs/thought-signatures. */
export const foreignSignature = 'skip_thought_signature_validator';

/** What Gemini wants back, under the name that its own OpenAI-compatible surface uses. */
export function readSignature({ extra_content: extra }: JsonObject): string | null {
  const google = isObject(extra) ? extra['google'] : null;
  return isObject(google) ? stringIn(google, 'thought_signature') : null;
}

export function writeSignature(part: JsonObject): JsonObject {
  const signature = stringIn(part, 'thoughtSignature') ?? stringIn(part, 'thought_signature');
  return signature === null ? {} : { extra_content: { google: { thought_signature: signature } } };
}
