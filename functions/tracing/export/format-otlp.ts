import type { Span } from '../../../shared/contract/span.ts';
import { toOtlpSpan } from './to-otlp-span.ts';
import { toOtlpAttributes } from './to-otlp-value.ts';
import type { ExportedTrace, ExportFormatter } from './trace-export.ts';

/** What `POST /otel/v1/traces` takes in AWS too is 4.5 MB; the frame around the spans needs a little. A longer span is alone. */
const maxLineBytes = 4 * 1024 * 1024;

/** OTLP/JSON: lines that are each an ExportTraceServiceRequest with spans of one trace. A long trace is several. */
export const otlpFormatter: ExportFormatter = {
  contentType: 'application/x-ndjson',
  extension: 'otlp.jsonl',
  needsSpans: true,
  begin: () => '',
  lines: requestLines,
  // A request as well, of no spans: whoever sends the lines back need not tell this one apart.
  end: (end) => `${JSON.stringify({ resourceSpans: [], ...end })}\n`,
};

/** Spans of one resource and scope; all parts are JSON already, because they were made once to be measured. */
interface Group {
  resource: string;
  scope: string;
  spans: string[];
}

function* requestLines({ spans }: ExportedTrace): Generator<string> {
  let groups = new Map<string, Group>();
  let bytes = 0;
  for (const span of spans) {
    const text = JSON.stringify(toOtlpSpan(span));
    const length = Buffer.byteLength(text);
    if (bytes > 0 && bytes + length > maxLineBytes) {
      yield requestLine(groups);
      groups = new Map();
      bytes = 0;
    }
    groupOf(span, groups).spans.push(text);
    bytes += length;
  }
  if (groups.size > 0) yield requestLine(groups);
}

function requestLine(groups: ReadonlyMap<string, Group>): string {
  const parts = [...groups.values()].map(
    ({ resource, scope, spans }) =>
      `{"resource":${resource},"scopeSpans":[{"scope":${scope},"spans":[${spans.join(',')}]}]}`,
  );
  return `{"resourceSpans":[${parts.join(',')}]}\n`;
}

function groupOf({ metadata, service }: Span, groups: Map<string, Group>): Group {
  const sent = recordOf(metadata['resource']);
  const named = service === null || 'service.name' in sent ? sent : { ...sent, 'service.name': service };
  const { name, version, attributes } = recordOf(metadata['scope']);
  const resource = JSON.stringify({ attributes: toOtlpAttributes(named) });
  const scope = JSON.stringify({
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof version === 'string' ? { version } : {}),
    ...(attributes === undefined ? {} : { attributes: toOtlpAttributes(recordOf(attributes)) }),
  });
  const id = `${resource}${scope}`;
  const group = groups.get(id) ?? { resource, scope, spans: [] };
  groups.set(id, group);
  return group;
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
