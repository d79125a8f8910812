import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCall, buildSpan, hexOf } from '../../test/support/build-span.ts';
import { spanRowBounds, spanRowSchema } from '../contract/trace-spans.ts';
import { mergeSpanRows } from './merge-span-rows.ts';
import { mergeVersions, type StoredSpan, versionOf } from './stored-span.ts';
import { toPayload } from './to-payload.ts';
import { toSpanRow } from './to-span-row.ts';

const stored = (span: Parameters<typeof toSpanRow>[0]) =>
  ({ ...span, version: versionOf(span as never) }) as StoredSpan;

describe('a span as a row', () => {
  it('has what trees and sums need, and nothing that the span does not have', () => {
    expect(toSpanRow(buildSpan())).toEqual({
      spanId: buildSpan().spanId,
      name: 'work',
      type: 'span',
      status: 'ok',
      startTimeUnixNano: buildSpan().startTimeUnixNano,
      endTimeUnixNano: buildSpan().endTimeUnixNano,
    });
    expect(toSpanRow(buildCall({ tokens: 3 }))).toMatchObject({
      model: 'openai/gpt-5-mini',
      inputTokens: 3,
      outputTokens: 3,
      costNanoUsd: 6,
      timeToFirstTokenMs: 120,
      outputPreview: 'The sky.',
    });
  });

  it('says that a span is a warning, unless it failed', () => {
    const attributes = { 'langfuse.observation.level': 'WARNING' };
    expect(toSpanRow(buildSpan({ attributes })).isWarning).toBe(true);
    expect(toSpanRow(buildSpan({ attributes, status: 'error' }))).not.toHaveProperty('isWarning');
    const isDefault = { 'langfuse.observation.level': 'DEFAULT' };
    expect(toSpanRow(buildSpan({ attributes: isDefault }))).not.toHaveProperty('isWarning');
  });

  it('keeps words short, whatever they are', () => {
    const text = fc.string({ unit: 'binary', maxLength: 900 });
    fc.assert(
      fc.property(text, text, text, (name, message, output) => {
        const row = toSpanRow(buildSpan({ name, statusMessage: message, output: toPayload(output) }));
        expect(row.name.length).toBeLessThanOrEqual(spanRowBounds.name);
        expect(row.statusMessage?.length ?? 0).toBeLessThanOrEqual(spanRowBounds.message);
        expect(row.outputPreview?.length ?? 0).toBeLessThanOrEqual(spanRowBounds.text);
        if (name.isWellFormed()) expect(row.name.isWellFormed()).toBe(true);
        spanRowSchema.parse(row);
      }),
    );
  });

  it('has the first events with level and message, and how many there are', () => {
    const event = (attributes: object) => ({ timeUnixNano: '5', name: 'log', attributes });
    const events = [
      event({ level: 'WARN', message: 'Slow' }),
      event({ 'exception.type': 'Boom', 'exception.message': 'It broke' }),
      'no event',
    ];
    expect(toSpanRow(buildSpan({ metadata: { events } }))).toMatchObject({
      events: [
        { timeUnixNano: '5', name: 'log', level: 'warn', message: 'Slow' },
        { timeUnixNano: '5', name: 'log', level: 'error', message: 'It broke' },
      ],
      eventCount: 3,
    });
    const many = Array.from({ length: 50 }, () => event({}));
    expect(toSpanRow(buildSpan({ metadata: { events: many } }))).toMatchObject({ eventCount: 50 });
    expect(toSpanRow(buildSpan({ metadata: { events: many } })).events).toHaveLength(spanRowBounds.events);
  });
});

it('merges versions as the store does, in whatever order they come', () => {
  const version = fc.record({
    id: fc.constantFrom('a', 'b', 'c'),
    durationMs: fc.nat(2),
    name: fc.string({ maxLength: 3 }),
    mapping: fc.nat(2),
    prices: fc.constantFrom(null, '2026-10-01', 'own 2026-11-01T00:00:00.000Z on 2026-10-01'),
  });
  fc.assert(
    fc.property(fc.array(version, { maxLength: 12 }), (versions) => {
      const spans = versions.map(({ id, mapping, prices: priceTableVersion, ...part }) => {
        const metadata = mapping === 0 ? {} : { mapping: { dialect: 'opentelemetry', version: mapping } };
        const { cost } = buildCall();
        return stored(
          buildSpan({ spanId: hexOf(id, 16), ...part, metadata, cost: cost && { ...cost, priceTableVersion } }),
        );
      });
      const rows = [...mergeSpanRows(spans.map(toSpanRow)).values()];
      expect(rows.map(({ spanId, name }) => [spanId, name]).sort()).toEqual(
        [...mergeVersions(spans).values()]
          .map(({ spanId, name }) => [spanId, toSpanRow(buildSpan({ name })).name])
          .sort(),
      );
    }),
  );
});
