import { getTraceFacets, listTraceValues } from '../../../shared/contract/trace-queries.ts';
import type { Api } from '../../../shared/http/create-api.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import type { TraceRepository } from '../../../shared/storage/trace-repository.ts';
import { answerFacets } from './answer-facets.ts';
import { createValuesHandler } from './answer-values.ts';

export interface QueryPorts {
  traces: Pick<TraceRepository, 'search' | 'get'>;
  clock: Clock;
}

/** Facets and values. Their paths would pass for trace ids: serve them before those. */
export function serveQueries({ serve }: Pick<Api, 'serve'>, ports: QueryPorts): void {
  serve(getTraceFacets, (call) => answerFacets(call, ports));
  serve(listTraceValues, createValuesHandler(ports));
}
