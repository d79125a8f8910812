import type { ExportFormat, exportTraces } from '../../../shared/contract/trace-queries.ts';
import type { Call } from '../../../shared/http/create-api.ts';
import { ValidationError } from '../../../shared/http/errors.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import type { TraceRepository } from '../../../shared/storage/trace-repository.ts';
import type { BlobStore } from '../../../shared/telemetry/blob-store.ts';
import { traceRange } from '../queries/trace-range.ts';
import { type ExportPart, exportIds, exportSearch } from './exported-traces.ts';
import { csvFormatter } from './format-csv.ts';
import { jsonlFormatter } from './format-jsonl.ts';
import { otlpFormatter } from './format-otlp.ts';
import type { ExportFormatter } from './trace-export.ts';

export interface ExportPorts {
  traces: Pick<TraceRepository, 'search' | 'get'>;
  blobs: BlobStore;
  clock: Clock;
}

/** The function has five minutes, and so long may API Gateway wait for the next byte. */
export const maxExportMilliseconds = 240_000;
const maxQueries = 100_000;

/** Streams traces: what is asked for is checked before the first byte, what fails later cuts the answer off. */
export async function answerExport(call: Call<typeof exportTraces>, ports: ExportPorts): Promise<Response> {
  const { projectId, query } = call;
  const { format, ids, cursor, spans, ...range } = query;
  const formatter = formatterOf(format, spans === 'true');
  const deadline = ports.clock() + maxExportMilliseconds;
  const reading = { projectId, withSpans: formatter.needsSpans, isOver: () => ports.clock() >= deadline, ports };
  if (ids !== undefined) refuseSearch({ ...range, cursor });
  const bounds = { maxQueries, maxMilliseconds: maxExportMilliseconds };
  const parts =
    ids === undefined
      ? exportSearch(ports.traces.search({ ...traceRange(range, ports.clock()), projectId, cursor, bounds }), reading)
      : exportIds(ids, reading);
  const name = `traces-${new Date(ports.clock()).toISOString().slice(0, 19).replaceAll(':', '-')}.${formatter.extension}`;
  return new Response(ReadableStream.from(encoded(parts, formatter)), {
    headers: {
      'content-type': formatter.contentType,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  });
}

function formatterOf(format: ExportFormat, withSpans: boolean): ExportFormatter {
  switch (format) {
    case 'jsonl':
      return jsonlFormatter({ withSpans });
    case 'csv':
      return csvFormatter;
    case 'otlp':
      return otlpFormatter;
  }
}

/** Ids say it all. */
function refuseSearch(search: Record<string, string | undefined>): void {
  const [also] = Object.entries(search).find(([, value]) => value !== undefined) ?? [];
  if (also === undefined) return;
  throw new ValidationError([{ field: `query.${also}`, message: 'leave it out beside `ids`, which name the traces' }]);
}

/** Small pieces together: each chunk costs a trip through the stack. */
const chunkCharacters = 64 * 1024;

async function* encoded(parts: AsyncIterable<ExportPart>, formatter: ExportFormatter): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let chunk = formatter.begin();
  for await (const part of parts) {
    for (const text of 'export' in part ? [formatter.end(part)] : formatter.lines(part)) {
      chunk += text;
      if (chunk.length < chunkCharacters) continue;
      yield encoder.encode(chunk);
      chunk = '';
    }
  }
  if (chunk !== '') yield encoder.encode(chunk);
}
