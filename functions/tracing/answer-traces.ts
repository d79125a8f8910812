import type { Result } from '../../shared/contract/route.ts';
import type { listTraces } from '../../shared/contract/tracing.ts';
import type { Call } from '../../shared/http/create-api.ts';
import type { TracingPorts } from './app.ts';

const defaultRangeMilliseconds = 7 * 86_400_000;
/** Clocks of callers run ahead of ours now and then: a call made now must show up now. */
const clockToleranceMilliseconds = 60_000;

export async function answerTraces(
  { projectId, query }: Call<typeof listTraces>,
  { traces, clock }: Pick<TracingPorts, 'traces' | 'clock'>,
): Promise<Result<typeof listTraces>> {
  const { from, to, ...rest } = query;
  const now = clock();
  const start = from === undefined ? now - defaultRangeMilliseconds : Date.parse(from);
  const page = await traces.list({
    ...rest,
    projectId,
    from: start,
    to: to === undefined ? now + clockToleranceMilliseconds : Date.parse(to),
  });
  const oldest = page.nextCursor === null ? undefined : page.items.at(-1)?.startTime;
  return { ...page, searchedTo: oldest ?? new Date(start).toISOString(), searchedCount: page.items.length };
}
