import type { Result } from '../../../shared/contract/route.ts';
import type { getSpan } from '../../../shared/contract/trace-spans.ts';
import type { Call } from '../../../shared/http/create-api.ts';
import { NotFoundError } from '../../../shared/http/errors.ts';
import { resolvePayloads } from '../../../shared/telemetry/resolve-payloads.ts';
import type { TracingPorts } from '../app.ts';

/** One span has the room of an answer for itself: a Lambda answers 6 MB at most. */
const bounds = { maxPayloadBytes: 4 * 1024 * 1024, maxTotalBytes: 4 * 1024 * 1024 };

export async function answerSpan(
  { projectId, params, query }: Call<typeof getSpan>,
  { traces, blobs }: Pick<TracingPorts, 'traces' | 'blobs'>,
): Promise<Result<typeof getSpan>> {
  const stored = await traces.span({ projectId, ...params, packId: query.pack });
  const [span] = stored === null ? [] : await resolvePayloads([stored], blobs, bounds);
  if (span === undefined) throw new NotFoundError('The span');
  return { span };
}
