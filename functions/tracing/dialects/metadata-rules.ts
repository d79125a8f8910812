import type { Span } from '../../../shared/contract/span.ts';
import { reservedMetadata } from '../../../shared/telemetry/reserved-metadata.ts';
import type { Attributes, OtlpScope, OtlpSpan } from '../otlp/otlp-request.ts';
import { timeWarningOf } from '../span-times.ts';
import { aliasTableVersion } from './alias-table-version.ts';
import { type Dialect, detectDialect } from './dialect.ts';
import { namesOf } from './names-of.ts';
import { readJson, readJsonObject } from './readers.ts';

/** Attributes that hold what a team noted of its own: each name below is one entry; the name itself may hold all, as JSON. */
export const metadataNames: readonly { dialect: Dialect; attribute: string }[] = [
  { dialect: 'openinference', attribute: 'metadata' },
  { dialect: 'openllmetry', attribute: 'traceloop.association.properties' },
  { dialect: 'vercel', attribute: 'ai.telemetry.metadata' },
  { dialect: 'langfuse', attribute: 'langfuse.trace.metadata' },
  { dialect: 'langfuse', attribute: 'langfuse.observation.metadata' },
];

/** What a team noted, and what OpenTelemetry says that has no place of its own; the latter keeps its names. */
export function mapMetadata(span: OtlpSpan, resource: Attributes, scope: OtlpScope): Span['metadata'] {
  return {
    ...notesOf(span.attributes),
    kind: span.kind,
    scope,
    resource,
    mapping: {
      ...{ dialect: detectDialect(span.attributes, scope), version: aliasTableVersion },
      ...timeWarningOf(span.startTimeUnixNano, span.endTimeUnixNano),
    },
    ...(span.events.length === 0 ? {} : { events: span.events }),
    ...(span.links.length === 0 ? {} : { links: span.links }),
  };
}

function notesOf(attributes: Attributes): Record<string, unknown> {
  const notes: Record<string, unknown> = {};
  for (const { attribute } of metadataNames) {
    Object.assign(notes, readJsonObject(attributes[attribute]));
    const prefix = `${attribute}.`;
    for (const name of namesOf(attributes))
      if (name.startsWith(prefix)) notes[name.slice(prefix.length)] = readJson(attributes[name]);
  }
  for (const name of reservedMetadata) delete notes[name];
  return notes;
}
