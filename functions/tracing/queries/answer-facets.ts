import type { Result } from '../../../shared/contract/route.ts';
import {
  facetFields,
  type getTraceFacets,
  maxFacetValues,
  spreadFields,
} from '../../../shared/contract/trace-queries.ts';
import type { Call } from '../../../shared/http/create-api.ts';
import { type CountBounds, countTraces } from './count-traces.ts';
import type { QueryPorts } from './serve-queries.ts';
import { spreadOf } from './spread-of.ts';
import { traceRange } from './trace-range.ts';
import { ValueCounts } from './value-counts.ts';

const bounds: CountBounds = { maxTraces: 10_000, maxMilliseconds: 2000 };

export async function answerFacets(
  { projectId, query }: Call<typeof getTraceFacets>,
  ports: QueryPorts,
): Promise<Result<typeof getTraceFacets>> {
  const counts = new ValueCounts();
  const numbers = Object.fromEntries(spreadFields.map((field) => [field, [] as number[]]));
  const counted = await countTraces(
    traceRange(query, ports.clock()),
    projectId,
    bounds,
    (trace) => {
      counts.add(trace);
      for (const field of spreadFields) {
        const value = trace[field];
        if (typeof value === 'number') numbers[field]?.push(value);
      }
    },
    ports,
  );
  const facets = facetFields.map((field) => [field, counts.top(field, maxFacetValues)]);
  const spreads = spreadFields.map((field) => [field, spreadOf(numbers[field] ?? [])]);
  return { facets: Object.fromEntries(facets), spreads: Object.fromEntries(spreads), ...counted };
}
