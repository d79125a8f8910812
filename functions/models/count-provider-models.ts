import * as z from 'zod';
import type { HttpTransport } from '../../shared/providers/http-transport.ts';
import { ProviderError } from '../../shared/providers/provider-error.ts';

interface ModelsRequest {
  transport: Pick<HttpTransport, 'send'>;
  baseUrl: string;
  apiKey: string | null;
  signal: AbortSignal;
}

const maxBytes = 8 * 1024 * 1024;
/** OpenAI's list object; some servers answer with a bare array. */
const modelListSchema = z.union([
  z.object({ data: z.array(z.unknown()) }).transform(({ data }) => data),
  z.array(z.unknown()),
]);

/** How many models a provider lists. Throws a `ProviderError` whose message holds nothing that the provider sent. */
export async function countProviderModels({ transport, baseUrl, apiKey, signal }: ModelsRequest): Promise<number> {
  const { status, body } = await transport.send({
    method: 'GET',
    url: new URL(`${baseUrl}/models`),
    headers: { accept: 'application/json', ...(apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }) },
    signal,
  });
  const text = await readBounded(body);
  if (status === 401 || status === 403) {
    throw new ProviderError('provider_authentication_failed', `It does not accept the key (status ${status}).`);
  }
  if (status === 429) throw new ProviderError('provider_rate_limited', 'It allows no more requests now (status 429).');
  if (status !== 200) throw new ProviderError('provider_failed', `It answered with status ${status}.`);
  const models = modelListSchema.safeParse(parseJson(text));
  if (!models.success) throw new ProviderError('provider_invalid_response', 'Its answer is not a list of models.');
  return models.data.length;
}

async function readBounded(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new ProviderError('provider_invalid_response', 'Its answer is larger than 8 MB.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
