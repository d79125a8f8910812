import type { Result } from '../../shared/contract/route.ts';
import type { getTrace } from '../../shared/contract/tracing.ts';
import type { Call } from '../../shared/http/create-api.ts';
import { NotFoundError } from '../../shared/http/errors.ts';
import { resolvePayloads } from '../../shared/telemetry/resolve-payloads.ts';
import type { TracingPorts } from './app.ts';

export async function answerTrace(
  { projectId, params, query }: Call<typeof getTrace>,
  { traces, blobs }: Pick<TracingPorts, 'traces' | 'blobs'>,
): Promise<Result<typeof getTrace>> {
  const stored = await traces.get(projectId, params.traceId, query.maxSpans);
  if (stored === null) throw new NotFoundError('The trace');
  return { trace: stored.trace, spans: await resolvePayloads(stored.spans, blobs) };
}
