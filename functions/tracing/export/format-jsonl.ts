import { type ExportedTrace, type ExportFormatter, jsonEnd } from './trace-export.ts';

/** A line a trace, in the form of `GET /api/v2/traces/{traceId}`. */
export function jsonlFormatter({ withSpans }: { withSpans: boolean }): ExportFormatter {
  return {
    contentType: 'application/x-ndjson',
    extension: 'jsonl',
    needsSpans: withSpans,
    begin: () => '',
    lines: withSpans ? wholeLine : ({ trace }) => [`${JSON.stringify({ trace })}\n`],
    end: jsonEnd,
  };
}

/** In pieces: a text of all spans of a long trace would be in memory twice. */
function* wholeLine({ trace, spans }: ExportedTrace): Generator<string> {
  yield `{"trace":${JSON.stringify(trace)},"spans":[`;
  for (const [index, span] of spans.entries()) yield `${index === 0 ? '' : ','}${JSON.stringify(span)}`;
  yield ']}\n';
}
