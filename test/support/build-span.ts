import { createHash } from 'node:crypto';
import type { CallDecision } from '../../shared/contract/call-decision.ts';
import type { Span } from '../../shared/contract/span.ts';
import { normalizeUsage } from '../../shared/pricing/normalize-usage.ts';
import { toPayload } from '../../shared/telemetry/to-payload.ts';

/** A Tuesday, so that days and hours in tests are readable. */
export const testTime = Date.UTC(2026, 2, 10, 12, 0, 0);
export const testProjectId = '01957ea0-0000-7000-8000-000000000001';

/** Some hex digits that are always the same for the same name. */
export function hexOf(name: string, digits: number): string {
  return createHash('sha256').update(name).digest('hex').slice(0, digits);
}

export interface SpanInput extends Partial<Span> {
  /** Milliseconds after `testTime`. */
  at?: number;
}

/** A span that says nothing but when it was. */
export function buildSpan({ at = 0, ...overrides }: SpanInput = {}): Span {
  const startMilliseconds = testTime + at;
  const durationMs = overrides.durationMs ?? 1000;
  const nano = (milliseconds: number) => String(BigInt(Math.round(milliseconds * 1000)) * 1000n);
  return {
    projectId: testProjectId,
    traceId: hexOf('trace', 32),
    spanId: hexOf('span', 16),
    parentSpanId: null,
    name: 'work',
    type: 'span',
    startTime: new Date(startMilliseconds).toISOString(),
    endTime: new Date(startMilliseconds + durationMs).toISOString(),
    startTimeUnixNano: nano(startMilliseconds),
    endTimeUnixNano: nano(startMilliseconds + durationMs),
    durationMs,
    status: 'ok',
    errorType: null,
    statusMessage: null,
    service: null,
    environment: null,
    release: null,
    sessionId: null,
    userId: null,
    keyId: null,
    tags: [],
    metadata: {},
    model: null,
    usage: null,
    cost: null,
    input: null,
    output: null,
    attributes: {},
    isSimulated: false,
    ...overrides,
  };
}

/** A model call of so many tokens at one nano-dollar each. */
export function buildCall({ tokens = 10, ...input }: SpanInput & { tokens?: number } = {}): Span {
  const usage = normalizeUsage({ input: tokens, output: tokens });
  return buildSpan({
    type: 'llm',
    name: 'chat',
    model: {
      operation: 'chat',
      provider: 'openai',
      requestedModel: 'openai/gpt-5-mini',
      answeringModel: null,
      parameters: {},
      finishReasons: ['stop'],
      isStreamed: true,
      timeToFirstTokenMs: 120,
    },
    usage,
    cost: {
      totalNanoUsd: usage.total,
      buckets: { inputUncached: usage.input, outputText: usage.output },
      source: 'computed',
      priceTableVersion: 'test',
      tier: null,
      flags: [],
    },
    input: toPayload([{ role: 'user', content: 'What is up?' }]),
    output: toPayload([{ role: 'assistant', content: 'The sky.' }]),
    ...input,
  });
}

/** Of a call that named its model and got it. */
export function buildDecision(overrides: Partial<CallDecision> = {}): CallDecision {
  return {
    surface: 'openai-chat',
    route: null,
    candidates: [],
    attempts: [],
    warnings: [],
    cache: null,
    conversationId: null,
    structuredOutput: null,
    limits: [],
    ...overrides,
  };
}
