import type { CallWarning } from '../../contract/call-decision.ts';
import { isObject, type JsonObject } from '../../json/json-object.ts';
import type { ProviderHeaders, ProviderResponse } from '../provider.ts';
import { ProviderError } from '../provider-error.ts';
import { readBytes } from '../read-bytes.ts';
import { isOtherContent } from './is-other-content.ts';
import { once } from './once.ts';
import { type ErrorParts, openAiErrorBody, openAiErrorEvent } from './openai-error.ts';
import { parseObject } from './parse-object.ts';

export interface AnswerTranslation {
  isStreamed: boolean;
  warnings: readonly CallWarning[];
  readError: (json: JsonObject, headers: ProviderHeaders) => ErrorParts;
  fromAnswer: (json: JsonObject) => JsonObject;
  fromStream: (body: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;
}

/** Vectors are the largest answers: 2,048 of 3,072 numbers in decimal. */
const maxAnswerBytes = 128 * 1024 * 1024;
const maxErrorBytes = 256 * 1024;

/** A provider's answer in OpenAI's form: a failure, a stream or one piece, which is read when the body is. */
export async function translateAnswer(
  response: ProviderResponse,
  translation: AnswerTranslation,
): Promise<ProviderResponse> {
  const { warnings, isStreamed, fromStream } = translation;
  if (response.status < 200 || response.status > 299) return await translateFailure(response, translation);
  const isStream = isStreamed && !isOtherContent(response.headers);
  const body = isStream ? fromStream(response.body) : translateWhole(response, translation);
  return { ...response, body, ...(warnings.length === 0 ? {} : { warnings }) };
}

async function* translateWhole(
  { body, headers }: ProviderResponse,
  { fromAnswer, readError }: AnswerTranslation,
): AsyncGenerator<Uint8Array> {
  const json = parseObject(textOf(await readBytes(body, maxAnswerBytes)));
  if (json === null) {
    throw new ProviderError('provider_invalid_response', 'The provider’s answer is not a JSON object.');
  }
  const { error } = json;
  const answer = isObject(error) ? openAiErrorEvent(readError(json, headers), statusIn(error)) : fromAnswer(json);
  yield Buffer.from(JSON.stringify(answer));
}

/** Google says it in the error; with others it stays a failure without a name. */
function statusIn({ code }: JsonObject): number {
  return typeof code === 'number' ? code : 500;
}

/** A body that is no JSON (a proxy's page) tells nothing that a caller should see. */
async function translateFailure(
  response: ProviderResponse,
  { readError }: AnswerTranslation,
): Promise<ProviderResponse> {
  const json = parseObject(textOf(await readBytes(response.body, maxErrorBytes)));
  if (json === null) return { ...response, body: once(Buffer.from('{}')) };
  return { ...response, body: once(Buffer.from(JSON.stringify(openAiErrorBody(readError(json, response.headers))))) };
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
