import type { Result } from '../../../shared/contract/route.ts';
import type { listTraceValues } from '../../../shared/contract/trace-queries.ts';
import type { Call, Handler } from '../../../shared/http/create-api.ts';
import { ValidationError } from '../../../shared/http/errors.ts';
import { createCache } from '../../../shared/runtime/cache.ts';
import { isValueField, type ValueField } from '../../../shared/trace-filter/facet-values.ts';
import { textFields } from '../../../shared/trace-filter/fields.ts';
import { type CountBounds, type Counted, countTraces } from './count-traces.ts';
import type { QueryPorts } from './serve-queries.ts';
import { traceRange } from './trace-range.ts';
import { ValueCounts } from './value-counts.ts';

/** A person is typing: what cannot be counted in this time is not offered. */
const bounds: CountBounds = { maxTraces: 10_000, maxMilliseconds: 1000 };
const maxValues = 50;
const keptMilliseconds = 30_000;
const keptProjects = 100;

/** Values for completion. One reading of a project serves every field and prefix for half a minute. */
export function createValuesHandler(ports: QueryPorts): Handler<typeof listTraceValues> {
  const readings = createCache<{ counts: ValueCounts; counted: Counted }>({
    clock: ports.clock,
    load: (projectId) => readValues(projectId, ports),
    foundMilliseconds: keptMilliseconds,
    missingMilliseconds: 0,
    maxEntries: keptProjects,
  });
  return async ({ projectId, query }: Call<typeof listTraceValues>): Promise<Result<typeof listTraceValues>> => {
    const field = requireValueField(query.field);
    const reading = await readings.get(projectId);
    if (reading === null) throw new Error('A reading is never missing.');
    return { items: reading.counts.top(field, maxValues, query.prefix), ...reading.counted };
  };
}

async function readValues(projectId: string, ports: QueryPorts) {
  const counts = new ValueCounts();
  const counted = await countTraces(
    traceRange({}, ports.clock()),
    projectId,
    bounds,
    (trace) => counts.add(trace),
    ports,
  );
  return { counts, counted };
}

function requireValueField(field: string): ValueField {
  if (isValueField(field)) return field;
  const known = [...Object.keys(textFields), 'metadata', 'metadata.<key>', 'score', 'score.<name>'];
  throw new ValidationError([{ field: 'query.field', message: `must be one of ${known.join(', ')}` }]);
}
