import { parseJson } from '../../../shared/json/json-object.ts';
import type { ProviderResponse } from '../../../shared/providers/provider.ts';
import { ProviderError } from '../../../shared/providers/provider-error.ts';
import { readBytes } from '../../../shared/providers/read-bytes.ts';
import { isOtherContent } from '../../../shared/providers/translation/is-other-content.ts';
import type { EventBatch } from '../../../shared/sse/split-events.ts';
import type { Attempt } from '../attempts/attempt.ts';
import { callProvider } from '../attempts/call-provider.ts';
import { findSentError } from '../attempts/read-provider-failure.ts';
import type { Run } from '../begin-run.ts';
import type { ChunkEvent } from './decode-events.ts';
import { holdUntilContent } from './hold-until-content.ts';
import { readChunks } from './read-chunks.ts';

const maxMistakenBytes = 256 * 1024;

/**
 * The stream of one attempt, from its first content on: call → read → hold. Whatever fails before a token has come throws
 * here, where another attempt can still take its place.
 */
export async function openStream(run: Run, attempt: Attempt): Promise<AsyncIterable<EventBatch<ChunkEvent>>> {
  const response = await callProvider(run, attempt);
  await rejectOtherContent(attempt, response);
  return await holdUntilContent(readChunks(response.body, attempt, run.elapsed), attempt.observation);
}

/** Proxies answer with a page and status 200, and some providers with an error object instead of a stream. */
async function rejectOtherContent({ provider }: Attempt, response: ProviderResponse): Promise<void> {
  if (!isOtherContent(response.headers)) return;
  const bytes = await readBytes(response.body, maxMistakenBytes);
  const failure = findSentError(provider, parseJson(Buffer.from(bytes).toString('utf8'))?.value);
  if (failure) throw failure;
  throw new ProviderError('provider_invalid_response', `The provider "${provider.slug}" did not answer with a stream.`);
}
