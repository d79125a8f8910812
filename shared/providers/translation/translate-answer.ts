import type { CallWarning } from '../../contract/call-decision.ts';
import type { JsonObject } from '../../json/json-object.ts';
import type { ProviderHeaders, ProviderResponse } from '../provider.ts';
import { ProviderError } from '../provider-error.ts';
import { readBytes } from '../read-bytes.ts';
import { once } from './once.ts';
import { type ErrorParts, openAiErrorBody } from './openai-error.ts';
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
  const body = isStreamed ? fromStream(response.body) : translateWhole(response.body, translation);
  return { ...response, body, ...(warnings.length === 0 ? {} : { warnings }) };
}

async function* translateWhole(
  body: AsyncIterable<Uint8Array>,
  { fromAnswer }: AnswerTranslation,
): AsyncGenerator<Uint8Array> {
  const json = parseObject(textOf(await readBytes(body, maxAnswerBytes)));
  if (json === null) {
    throw new ProviderError('provider_invalid_response', 'The provider’s answer is not a JSON object.');
  }
  yield Buffer.from(JSON.stringify(fromAnswer(json)));
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
