import { exportTraces, getTraceFacets, listTraceValues } from '../../../shared/contract/trace-queries.ts';
import type { Api } from '../../../shared/http/create-api.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import type { TraceRepository } from '../../../shared/storage/trace-repository.ts';
import type { ExportPorts } from '../export/answer-export.ts';
import { answerFacets } from './answer-facets.ts';
import { createValuesHandler } from './answer-values.ts';

export interface QueryPorts {
  traces: Pick<TraceRepository, 'search'>;
  clock: Clock;
}

/** Facets, values and exports. Their paths would pass for trace ids: serve them before those. */
export function serveQueries({ serve }: Pick<Api, 'serve'>, ports: QueryPorts & ExportPorts): void {
  serve(getTraceFacets, (call) => answerFacets(call, ports));
  serve(listTraceValues, createValuesHandler(ports));
  serve(exportTraces, async (call) => {
    // Asked for rarely, and a cold start reads every byte.
    const { answerExport } = await import('../export/answer-export.ts');
    return await answerExport(call, ports);
  });
}
