import type { Span } from '../../../../shared/contract/span.ts';

/** A span for tests: `id` is one hexadecimal digit or more, times are milliseconds after `epochMs`. */
export function spanOf(part: { id: string; parent?: string; start?: number; duration?: number } & Partial<Span>): Span {
  const { id, parent, start = 0, duration = 10, ...rest } = part;
  const from = BigInt(epochMs + start) * 1_000_000n;
  const to = from + BigInt(Math.round(duration * 1e6));
  return {
    projectId: '0192f1a0-0000-7000-8000-000000000001',
    traceId: 'a'.repeat(32),
    spanId: id.padStart(16, '0'),
    parentSpanId: parent === undefined ? null : parent.padStart(16, '0'),
    name: `span ${id}`,
    type: 'span',
    startTime: new Date(epochMs + start).toISOString(),
    endTime: new Date(epochMs + start + duration).toISOString(),
    startTimeUnixNano: String(from),
    endTimeUnixNano: String(to),
    durationMs: duration,
    status: 'ok',
    ...{ errorType: null, statusMessage: null, service: null, environment: null, release: null, sessionId: null },
    ...{ userId: null, keyId: null, tags: [], metadata: {}, model: null, usage: null, cost: null, input: null },
    ...{ output: null, attributes: {}, isSimulated: false },
    ...rest,
  };
}

const epochMs = Date.parse('2026-11-21T07:00:00.000Z');
