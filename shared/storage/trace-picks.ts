import { summaryName } from '../telemetry/summary-texts.ts';
import type { SpanFacts } from './trace-fold.ts';

/** Fields whose value is that of one span, the one with the lowest rank. */
const pickedFields = [
  'name',
  'service',
  'environment',
  'sessionId',
  'userId',
  'release',
  'inputPreview',
  'outputPreview',
  'timeToFirstTokenMs',
] as const;
export type PickedField = (typeof pickedFields)[number];
export type Picks = Partial<Record<PickedField, { rank: string; value: string | number }>>;

/**
 * The root stands for the trace, else the span that started first. What was asked and answered is the root's too, else
 * that of the first and the last model call.
 */
export function picksOf(span: SpanFacts): Picks {
  const isRoot = span.parentSpanId === null;
  const start = padNano(span.startTimeUnixNano);
  const sinceEnd = padNano(String(10n ** 20n - 1n - BigInt(span.endTimeUnixNano)));
  const content = isRoot ? 0 : span.model === null ? 2 : 1;
  const first = `${isRoot ? 0 : 1}${start}${sinceEnd}${span.spanId}`;
  const asked = `${content}${start}${sinceEnd}${span.spanId}`;
  const answered = `${content}${sinceEnd}${span.spanId}`;
  const candidates: [PickedField, string, string | number | null | undefined][] = [
    // A name that was given to the trace goes before that of any span.
    ['name', span.traceName === undefined ? first : `!${first}`, summaryName(span.traceName ?? span.name)],
    ['service', first, cutOrNull(span.service)],
    ['environment', first, cutOrNull(span.environment)],
    ['sessionId', first, cutOrNull(span.sessionId)],
    ['userId', first, cutOrNull(span.userId)],
    ['release', first, cutOrNull(span.release)],
    ['inputPreview', asked, span.input?.preview],
    ['outputPreview', answered, span.output?.preview],
    ['timeToFirstTokenMs', first, span.model?.timeToFirstTokenMs],
  ];
  const present = candidates.flatMap(([field, rank, value]) =>
    value === null || value === undefined ? [] : [[field, { rank, value }] as const],
  );
  return Object.fromEntries(present);
}

function cutOrNull(text: string | null): string | null {
  return text === null ? null : summaryName(text);
}

/** Nanoseconds of an unsigned 64-bit number have at most 20 digits. */
function padNano(nano: string): string {
  return nano.padStart(20, '0');
}

export function mergePicks(a: Picks, b: Picks): Picks {
  const merged: Picks = { ...a };
  for (const field of pickedFields) {
    const other = b[field];
    const own = a[field];
    if (other !== undefined && (own === undefined || other.rank < own.rank)) merged[field] = other;
  }
  return merged;
}
