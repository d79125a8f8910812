import type { CallWarning } from '../../contract/call-decision.ts';
import { isObject, type JsonObject, objectsIn, stringIn } from '../../json/json-object.ts';
import { cannot } from '../translation/cannot.ts';
import { mapGeminiUsage } from './map-gemini-usage.ts';

/** An embeddings request of OpenAI's as the body of `batchEmbedContents`. */
export function toEmbedRequest(request: JsonObject, model: string): { body: JsonObject; warnings: CallWarning[] } {
  const inputs = [request['input']].flat();
  const dimensions = request['dimensions'];
  const requests = inputs.map((text) => {
    if (typeof text !== 'string')
      throw cannot('input', 'Gemini embeds texts: send a text or a list of texts, no tokens.');
    return {
      model: `models/${model}`,
      content: { parts: [{ text }] },
      ...(typeof dimensions === 'number' ? { outputDimensionality: dimensions } : {}),
    };
  });
  return { body: { requests }, warnings: [] };
}

/** The answer, in the order of the inputs. Without `usage` where Google does not count. */
export function fromEmbedAnswer(answer: JsonObject, model: string, format: unknown): JsonObject {
  const data = objectsIn(answer['embeddings']).map(({ values }, index) => ({
    object: 'embedding',
    index,
    embedding: format === 'base64' ? toBase64(values) : values,
  }));
  const usage = isObject(answer['usageMetadata']) ? mapGeminiUsage(answer['usageMetadata']) : null;
  const counted =
    usage === null ? {} : { usage: { prompt_tokens: usage['prompt_tokens'], total_tokens: usage['total_tokens'] } };
  return { object: 'list', model: stringIn(answer, 'model') ?? model, data, ...counted };
}

/** Little-endian 32-bit floats, as OpenAI writes them. */
function toBase64(values: unknown): string {
  const numbers = Array.isArray(values) ? values.map(Number) : [];
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [at, value] of numbers.entries()) bytes.writeFloatLE(value, at * 4);
  return bytes.toString('base64');
}
