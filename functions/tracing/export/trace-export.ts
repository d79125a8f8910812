import type { Span, TraceSummary } from '../../../shared/contract/span.ts';
import type { ExportEnd } from '../../../shared/contract/trace-queries.ts';

/** A trace as it is exported; without spans where the format does not show them. */
export interface ExportedTrace {
  trace: TraceSummary;
  spans: readonly Span[];
}

/** How exported traces become text. What `lines` gives is a piece of text; all pieces of a trace are whole lines. */
export interface ExportFormatter {
  contentType: string;
  extension: string;
  needsSpans: boolean;
  begin(): string;
  lines(exported: ExportedTrace): Iterable<string>;
  end(end: ExportEnd): string;
}

/** The last line of the formats in JSON. */
export function jsonEnd(end: ExportEnd): string {
  return `${JSON.stringify(end)}\n`;
}
