import { createHash } from 'node:crypto';
import type { Span } from '../contract/span.ts';
import { compareNanos } from './nanos.ts';
import type { Payload } from './to-payload.ts';

/** A payload as a pack holds it: with its value, or with the S3 key of it. */
export type StoredPayload = Omit<Payload, 'value'> & ({ value: unknown } | { reference: string });

/** A span as a pack holds it. */
export type StoredSpan = Omit<Span, 'input' | 'output'> & {
  input: StoredPayload | null;
  output: StoredPayload | null;
  version: SpanVersion;
};

/** Tells apart, and puts in an order, what was sent under one span id. */
export interface SpanVersion {
  digest: string;
  bytes: number;
  /** Version of the alias table that mapped it; 0 for what needed none. Part of the content, so that the digest decides it. */
  mapping: number;
}

export function versionOf(span: Span): SpanVersion {
  const json = JSON.stringify(span);
  return {
    digest: createHash('sha256').update(json).digest('hex').slice(0, 32),
    bytes: Buffer.byteLength(json),
    mapping: mappingOf(span),
  };
}

/** By which version of the alias table a span says that it was mapped. */
export function mappingOf({ metadata }: Pick<Span, 'metadata'>): number {
  const { version } = (metadata['mapping'] ?? {}) as { version?: unknown };
  return typeof version === 'number' && Number.isFinite(version) ? version : 0;
}

interface Versioned {
  endTimeUnixNano: string;
  cost?: { priceTableVersion: string | null } | null;
  version: SpanVersion;
}

/**
 * Whether `a` stands for the span rather than `b`: what ended later, else what a newer alias table read and then what a newer price
 * table priced (so that a replay mends what older ones got wrong, but never undoes what the sender told later), else what
 * says more, else the greater digest. All of it is content. A total order, so that spans come out the same in whatever order and composition they arrived.
 */
export function supersedes(a: Versioned, b: Versioned): boolean {
  const ends = compareNanos(a.endTimeUnixNano, b.endTimeUnixNano);
  if (ends !== 0) return ends > 0;
  if (a.version.mapping !== b.version.mapping) return a.version.mapping > b.version.mapping;
  const [aPrices, bPrices] = [pricesOf(a), pricesOf(b)];
  if (aPrices !== bPrices) return aPrices > bPrices;
  if (a.version.bytes !== b.version.bytes) return a.version.bytes > b.version.bytes;
  return a.version.digest > b.version.digest;
}

/** The last date that the version of a span's price table names; of a project's own prices, when they were set. */
export function pricesOf({ cost }: Pick<Versioned, 'cost'>): string {
  const dates = cost?.priceTableVersion?.match(/\d{4}-\d\d-\d\d[\dT:.Z]*/g) ?? [];
  return dates.toSorted().at(-1) ?? '';
}

/** One span per id, the one that supersedes the others. */
export function mergeVersions<T extends Versioned & { spanId: string }>(spans: Iterable<T>): Map<string, T> {
  const merged = new Map<string, T>();
  for (const span of spans) {
    const known = merged.get(span.spanId);
    if (known === undefined || supersedes(span, known)) merged.set(span.spanId, span);
  }
  return merged;
}
