import type { Result } from '../../shared/contract/route.ts';
import type { listTraces } from '../../shared/contract/tracing.ts';
import type { Call } from '../../shared/http/create-api.ts';
import type { TracingPorts } from './app.ts';
import { traceRange } from './queries/trace-range.ts';

export async function answerTraces(
  { projectId, query }: Call<typeof listTraces>,
  { traces, clock }: Pick<TracingPorts, 'traces' | 'clock'>,
): Promise<Result<typeof listTraces>> {
  const { limit, cursor, ...range } = query;
  return await traces.list({ ...traceRange(range, clock()), projectId, limit, cursor });
}
