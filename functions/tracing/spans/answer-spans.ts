import type { listSpans } from '../../../shared/contract/trace-spans.ts';
import type { Call } from '../../../shared/http/create-api.ts';
import { NotFoundError } from '../../../shared/http/errors.ts';
import type { TracingPorts } from '../app.ts';

/** A page, written here: its rows are JSON already. */
export async function answerSpans(
  { projectId, params, query }: Call<typeof listSpans>,
  { traces }: Pick<TracingPorts, 'traces'>,
): Promise<Response> {
  const page = await traces.spanPage({ projectId, ...params, ...query });
  if (page === null) throw new NotFoundError('The trace');
  const { rows, ...rest } = page;
  const body = `${JSON.stringify(rest).slice(0, -1)},"items":[${rows.join(',')}]}`;
  return new Response(body, { headers: { 'content-type': 'application/json' } });
}
