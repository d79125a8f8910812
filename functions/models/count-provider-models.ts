import * as z from 'zod';
import type { HttpTransport } from '../../shared/providers/http-transport.ts';
import { ProviderError } from '../../shared/providers/provider-error.ts';
import { readBytes } from '../../shared/providers/read-bytes.ts';
import type { ProbeRequest } from './probe-request.ts';

interface ModelsRequest extends ProbeRequest {
  /** What the provider knows us by, as a person would call it. */
  knownBy: 'the key' | 'the role' | 'calls without a key';
  transport: Pick<HttpTransport, 'send'>;
  signal: AbortSignal;
}

const maxBytes = 8 * 1024 * 1024;
/** OpenAI's list object, which Anthropic has too; Gemini's; Bedrock's; some servers answer with a bare array. */
const modelListSchema = z.union([
  z.object({ data: z.array(z.unknown()) }).transform(({ data }) => data),
  z.object({ models: z.array(z.unknown()) }).transform(({ models }) => models),
  z.object({ modelSummaries: z.array(z.unknown()) }).transform(({ modelSummaries }) => modelSummaries),
  z.array(z.unknown()),
]);

/** How many models a provider lists. Throws a `ProviderError` whose message holds nothing that the provider sent. */
export async function countProviderModels({
  transport,
  url,
  headers,
  signal,
  knownBy,
}: ModelsRequest): Promise<number> {
  const { status, body } = await transport.send({
    method: 'GET',
    url,
    headers: { accept: 'application/json', ...headers },
    signal,
  });
  const bytes = await readBytes(body, maxBytes);
  assertAccepted(status, bytes, knownBy);
  const models = modelListSchema.safeParse(parseJson(bytes));
  if (!models.success) throw new ProviderError('provider_invalid_response', 'Its answer is not a list of models.');
  return models.data.length;
}

function assertAccepted(status: number, bytes: Uint8Array, knownBy: ModelsRequest['knownBy']): void {
  if (status === 200) return;
  // Google answers a wrong key with 400.
  const isRefused = status === 401 || status === 403 || (status === 400 && /API_KEY_INVALID/.test(decode(bytes)));
  if (isRefused) {
    throw new ProviderError('provider_authentication_failed', `It does not accept ${knownBy} (status ${status}).`);
  }
  if (status === 429) throw new ProviderError('provider_rate_limited', 'It allows no more requests now (status 429).');
  throw new ProviderError('provider_failed', `It answered with status ${status}.`);
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decode(bytes));
  } catch {
    return null;
  }
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
