import type { JsonObject } from '../../json/json-object.ts';
import type { ProviderHeaders, ProviderResponse } from '../provider.ts';
import { ProviderError } from '../provider-error.ts';
import { readBytes } from '../read-bytes.ts';
import { cannot } from '../translation/cannot.ts';
import { once } from '../translation/once.ts';
import { parseObject } from '../translation/parse-object.ts';
import { type EmbeddingFamily, embeddingFamily } from './embedding-family.ts';

/** Calls of one request that are on their way at a time. */
const maxConcurrency = 8;
const maxAnswerBytes = 32 * 1024 * 1024;

interface Embedded {
  vectors: unknown[];
  tokens: number;
}

/**
 * An embeddings request as calls of InvokeModel, as many as the model needs, and their answers as one. The first answer
 * that is a failure is the answer to the request.
 */
export async function embedTexts(
  invoke: (body: JsonObject) => Promise<ProviderResponse>,
  request: JsonObject,
  model: string,
): Promise<ProviderResponse> {
  const family = embeddingFamily(model);
  if (family === null) throw cannot('model', 'Of Bedrock’s embedding models, Titan and Cohere Embed are known.');
  const batches = inBatches(textsIn(request), family.textsPerCall);
  const embedded: Embedded[] = [];
  for (let at = 0; at < batches.length; at += maxConcurrency) {
    const responses = await Promise.all(
      batches.slice(at, at + maxConcurrency).map((texts) => invoke(family.toBody(texts, request))),
    );
    const failure = responses.find(({ status }) => status < 200 || status > 299);
    if (failure) {
      await Promise.all(responses.map((each) => (each === failure ? null : letGo(each))));
      return failure;
    }
    embedded.push(...(await Promise.all(responses.map((response) => readEmbedded(response, family)))));
  }
  return toAnswer(embedded, model, request['encoding_format'] === 'base64');
}

/** An answer that nobody reads would keep its connection. */
async function letGo({ body }: ProviderResponse): Promise<void> {
  await body[Symbol.asyncIterator]().return?.();
}

function textsIn({ input }: JsonObject): string[] {
  const texts = (Array.isArray(input) ? input : [input]).filter((text) => typeof text === 'string');
  if (texts.length > 0) return texts;
  throw cannot('input', 'Bedrock embeds texts, not tokens: send a text or a list of texts.');
}

function inBatches(texts: readonly string[], size: number): string[][] {
  return Array.from({ length: Math.ceil(texts.length / size) }, (_, at) => texts.slice(at * size, (at + 1) * size));
}

async function readEmbedded(response: ProviderResponse, family: EmbeddingFamily): Promise<Embedded> {
  const answer = parseObject(Buffer.from(await readBytes(response.body, maxAnswerBytes)).toString('utf8')) ?? {};
  const vectors = family.vectorsIn(answer);
  if (vectors.length === 0) throw new ProviderError('provider_invalid_response', 'Bedrock’s answer holds no vectors.');
  return { vectors, tokens: tokensIn(answer, response.headers) };
}

function tokensIn({ inputTextTokenCount }: JsonObject, headers: ProviderHeaders): number {
  if (typeof inputTextTokenCount === 'number') return inputTextTokenCount;
  return Number(headers['x-amzn-bedrock-input-token-count'] ?? 0);
}

function toAnswer(embedded: readonly Embedded[], model: string, isBase64: boolean): ProviderResponse {
  const vectors = embedded.flatMap((each) => each.vectors);
  const tokens = embedded.reduce((sum, each) => sum + each.tokens, 0);
  const data = vectors.map((vector, index) => ({
    object: 'embedding',
    index,
    embedding: isBase64 ? toBase64(vector) : vector,
  }));
  const answer = { object: 'list', data, model, usage: { prompt_tokens: tokens, total_tokens: tokens } };
  const body = once(Buffer.from(JSON.stringify(answer)));
  return { status: 200, headers: { 'content-type': 'application/json' }, body };
}

/** OpenAI's form: 32-bit floats, little-endian. */
function toBase64(vector: unknown): string {
  return Buffer.from(new Float32Array(Array.isArray(vector) ? vector : []).buffer).toString('base64');
}
