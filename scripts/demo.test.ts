import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repository } from '../infra/local/paths.ts';
import { nativeSpanSchema } from '../shared/contract/native-spans.ts';
import { scoreInputSchema } from '../shared/contract/scores.ts';
import { buildDemo } from '../test/support/demo/build-demo.ts';
import { readDemoOptions } from '../test/support/demo/read-demo-options.ts';
import { toNativeSpans } from '../test/support/demo/to-native-spans.ts';
import { toOtlpRequest } from '../test/support/demo/to-otlp-request.ts';

const until = Date.UTC(2026, 10, 26, 12);
const options = { traces: 60, seed: 'test', days: 14, until };

describe('the demo', () => {
  test('is the same for the same seed, and another for another', () => {
    const first = buildDemo(options);

    expect(buildDemo(options)).toEqual(first);
    expect(buildDemo({ ...options, seed: 'other' })[0]?.context.traceId).not.toBe(first[0]?.context.traceId);
  });

  test('plays the same conversations at another time, as other traces', () => {
    const askedBy = (traces: ReturnType<typeof buildDemo>) =>
      traces
        .map(({ context, spans }) => `${context.service} ${context.userId} ${JSON.stringify(spans[0]?.input)}`)
        .toSorted();
    const [first, later] = [buildDemo(options), buildDemo({ ...options, until: until + 3_600_000 })];
    const ids = new Set(first.map(({ context }) => context.traceId));

    expect(askedBy(later).filter((each) => !each.startsWith('ticket-classifier'))).toEqual(
      askedBy(first).filter((each) => !each.startsWith('ticket-classifier')),
    );
    expect(later.some(({ context }) => ids.has(context.traceId))).toBe(false);
  });

  test('has spans and scores that the API takes, of the past, which say that they are simulated', () => {
    const traces = buildDemo(options);
    const spans = traces.flatMap(toNativeSpans).map((span) => nativeSpanSchema.parse(span));
    const scores = traces.flatMap((trace) => trace.scores).map((score) => scoreInputSchema.parse(score));

    expect(spans.length).toBeGreaterThan(500);
    expect(scores.length).toBeGreaterThan(30);
    expect(spans.every(({ isSimulated }) => isSimulated)).toBe(true);
    expect(spans.every(({ tags, environment }) => tags.includes('simulated') && environment?.startsWith('demo'))).toBe(
      true,
    );
    expect(spans.every(({ endTime }) => BigInt(endTime ?? 0) <= BigInt(until) * 1_000_000n)).toBe(true);
  });

  test('says in OpenTelemetry, too, that it is simulated', () => {
    const { resourceSpans } = toOtlpRequest(buildDemo(options).slice(0, 5)) as {
      resourceSpans: { resource: { attributes: unknown[] } }[];
    };

    for (const { resource } of resourceSpans)
      expect(resource.attributes).toContainEqual({ key: 'signalbox.simulated', value: { boolValue: true } });
  });

  test('nests each span in a span of its trace', () => {
    for (const { spans } of buildDemo(options)) {
      const ids = new Set(spans.map(({ spanId }) => spanId));
      const orphans = spans.filter(({ parentSpanId }) => parentSpanId !== null && !ids.has(parentSpanId));

      expect(orphans).toEqual([]);
      expect(spans.filter(({ parentSpanId }) => parentSpanId === null)).toHaveLength(1);
    }
  });
});

describe('its flags', () => {
  test('have defaults, and name what is wrong', () => {
    const at = (now: number) => ({ now, environment: {}, workingDirectory: '/work' });
    expect(readDemoOptions([], at(until + 59_000))).toMatchObject({ traces: 400, days: 14, until });
    expect(() => readDemoOptions(['--traces', 'many'], at(until))).toThrow(
      '--traces has to be a whole number from 1 to 20000',
    );
    expect(() => readDemoOptions(['--until', '2027-01-01T00:00:00Z'], at(until))).toThrow('in the past');
  });

  test.each([
    ['the stage of this checkout', {}, [], join(repository, '.signalbox/local.json')],
    ['that of SIGNALBOX_HOME', { SIGNALBOX_HOME: 'other' }, [], '/work/other/local.json'],
    ['the one that is named', { SIGNALBOX_HOME: 'other' }, ['--file', 'third/local.json'], '/work/third/local.json'],
  ])('choose %s', (_name, environment, args, file) => {
    expect(readDemoOptions(args, { now: until, environment, workingDirectory: '/work' }).file).toBe(file);
  });
});
