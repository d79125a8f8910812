import type { Result } from '../../../shared/contract/route.ts';
import type { listSpans } from '../../../shared/contract/trace-spans.ts';
import type { Call } from '../../../shared/http/create-api.ts';
import { NotFoundError } from '../../../shared/http/errors.ts';
import type { TracingPorts } from '../app.ts';

export async function answerSpans(
  { projectId, params, query }: Call<typeof listSpans>,
  { traces }: Pick<TracingPorts, 'traces'>,
): Promise<Result<typeof listSpans>> {
  const page = await traces.spanPage({ projectId, ...params, ...query });
  if (page === null) throw new NotFoundError('The trace');
  return page;
}
