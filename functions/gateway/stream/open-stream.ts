import { parseJson } from '../../../shared/json/json-object.ts';
import type { ProviderResponse } from '../../../shared/providers/provider.ts';
import { ProviderError } from '../../../shared/providers/provider-error.ts';
import { readBytes } from '../../../shared/providers/read-bytes.ts';
import { isOtherContent } from '../../../shared/providers/translation/is-other-content.ts';
import { type EventBatch, splitEvents } from '../../../shared/sse/split-events.ts';
import type { Attempt } from '../attempts/attempt.ts';
import { callProvider } from '../attempts/call-provider.ts';
import { findSentError } from '../attempts/read-provider-failure.ts';
import type { Run } from '../begin-run.ts';
import { type ChunkEvent, decodeEvents } from './decode-events.ts';
import { holdUntilContent } from './hold-until-content.ts';
import { observeEvents } from './observe-events.ts';
import { requireEnd } from './require-end.ts';

const maxMistakenBytes = 256 * 1024;

/**
 * The stream of one attempt, from its first content on: call → split → decode → observe → end → hold. Whatever fails before
 * a token has come throws here, where another attempt can still take its place.
 */
export async function openStream(run: Run, attempt: Attempt): Promise<AsyncGenerator<EventBatch<ChunkEvent>>> {
  const response = await callProvider(run, attempt);
  await rejectOtherContent(attempt, response);
  const decoded = decodeEvents(splitEvents(response.body), attempt.provider);
  const complete = requireEnd(observeEvents(decoded, attempt, run.elapsed), attempt.observation);
  return await holdUntilContent(complete, attempt.observation);
}

/** Proxies answer with a page and status 200, and some providers with an error object instead of a stream. */
async function rejectOtherContent({ provider }: Attempt, response: ProviderResponse): Promise<void> {
  if (!isOtherContent(response.headers)) return;
  const bytes = await readBytes(response.body, maxMistakenBytes);
  const failure = findSentError(provider, parseJson(Buffer.from(bytes).toString('utf8'))?.value);
  if (failure) throw failure;
  throw new ProviderError('provider_invalid_response', `The provider "${provider.slug}" did not answer with a stream.`);
}
