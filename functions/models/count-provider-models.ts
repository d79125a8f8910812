import * as z from 'zod';
import type { HttpTransport } from '../../shared/providers/http-transport.ts';
import { ProviderError } from '../../shared/providers/provider-error.ts';
import { readBytes } from '../../shared/providers/read-bytes.ts';

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
  const bytes = await readBytes(body, maxBytes);
  if (status === 401 || status === 403) {
    throw new ProviderError('provider_authentication_failed', `It does not accept the key (status ${status}).`);
  }
  if (status === 429) throw new ProviderError('provider_rate_limited', 'It allows no more requests now (status 429).');
  if (status !== 200) throw new ProviderError('provider_failed', `It answered with status ${status}.`);
  const models = modelListSchema.safeParse(parseJson(bytes));
  if (!models.success) throw new ProviderError('provider_invalid_response', 'Its answer is not a list of models.');
  return models.data.length;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
