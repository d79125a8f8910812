import { isObject, type JsonObject, objectsIn, parseJson, stringIn } from '../../json/json-object.ts';
import type { ProviderResponse } from '../provider.ts';
import { readBytes } from '../read-bytes.ts';
import { once } from '../translation/once.ts';
import { type ErrorParts, openAiErrorBody } from '../translation/openai-error.ts';

const maxErrorBytes = 256 * 1024;

/** `{ "error": { code, message, status, details } }`, which a stream without `alt=sse` puts into a list. */
function errorIn(json: unknown): JsonObject {
  const holder: unknown = Array.isArray(json) ? json[0] : json;
  const error = isObject(holder) ? holder['error'] : null;
  return isObject(error) ? error : {};
}

export function readGeminiError(json: unknown): ErrorParts {
  const error = errorIn(json);
  return { message: stringIn(error, 'message') ?? 'no reason given', type: stringIn(error, 'status') ?? 'UNKNOWN' };
}

/** Google answers a wrong key with 400 and a reason of its own. */
export function statusOfGeminiError(json: unknown, status: number): number {
  const { code, details } = errorIn(json);
  const isKey = objectsIn(details).some((each) => /^API_KEY_/.test(stringIn(each, 'reason') ?? ''));
  if (isKey) return 401;
  return typeof code === 'number' && code >= 400 && code < 600 ? code : status;
}

/** A failed answer in OpenAI's form. A page of a proxy tells nothing that a caller should see. */
export async function translateGeminiFailure(response: ProviderResponse): Promise<ProviderResponse> {
  const bytes = await readBytes(response.body, maxErrorBytes);
  const json = parseJson(Buffer.from(bytes).toString('utf8'))?.value;
  const body = Object.keys(errorIn(json)).length === 0 ? {} : openAiErrorBody(readGeminiError(json));
  return {
    status: statusOfGeminiError(json, response.status),
    headers: { ...response.headers, ...retryAfter(json) },
    body: once(Buffer.from(JSON.stringify(body))),
  };
}

/** google.rpc.RetryInfo: `"retryDelay": "17.5s"`. */
function retryAfter(json: unknown): Record<string, string> {
  const delays = objectsIn(errorIn(json)['details']).map((detail) => stringIn(detail, 'retryDelay') ?? '');
  const seconds = Number.parseFloat(delays.find((delay) => /^\d+(\.\d+)?s$/.test(delay)) ?? '');
  return Number.isFinite(seconds) ? { 'retry-after': String(Math.ceil(seconds)) } : {};
}
