import { isObject, parseJson } from '../../../shared/json/json-object.ts';
import type { ProviderResponse } from '../../../shared/providers/provider.ts';
import { ProviderError } from '../../../shared/providers/provider-error.ts';
import { readBytes } from '../../../shared/providers/read-bytes.ts';
import { splitEvents } from '../../../shared/sse/split-events.ts';
import { callProvider } from '../attempts/call-provider.ts';
import { findSentError } from '../attempts/read-provider-failure.ts';
import type { Run } from '../begin-run.ts';
import { decodeEvents } from './decode-events.ts';
import { encodeEvents } from './encode-events.ts';
import { observeEvents } from './observe-events.ts';
import { requireEnd } from './require-end.ts';
import { stripUsage } from './strip-usage.ts';

const maxMistakenBytes = 256 * 1024;

/** The whole way of a streamed answer: call → split → decode → observe → end → strip → encode. */
export async function* clientBytes(run: Run): AsyncGenerator<Uint8Array> {
  const response = await callProvider(run);
  await rejectOtherContent(run, response);
  const decoded = decodeEvents(splitEvents(response.body), run.target.provider);
  const complete = requireEnd(observeEvents(decoded, run), run.observation);
  yield* encodeEvents(wantsUsage(run) ? complete : stripUsage(complete));
}

function wantsUsage({ request }: Run): boolean {
  const options = request['stream_options'];
  return isObject(options) && options['include_usage'] === true;
}

/** Proxies answer with a page and status 200, and some providers with an error object instead of a stream. */
async function rejectOtherContent(run: Run, response: ProviderResponse): Promise<void> {
  const contentType = response.headers['content-type'] ?? '';
  if (!/json|html/i.test(contentType)) return;
  const { provider } = run.target;
  const bytes = await readBytes(response.body, maxMistakenBytes);
  const failure = findSentError(provider, parseJson(Buffer.from(bytes).toString('utf8'))?.value);
  if (failure) throw failure;
  throw new ProviderError('provider_invalid_response', `The provider "${provider.slug}" did not answer with a stream.`);
}
