import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { usageSchema } from '../contract/usage.ts';
import { normalizeUsage, type ReportedUsage } from './normalize-usage.ts';

describe('normalizeUsage: input', () => {
  test('OpenTelemetry and OpenAI include cached tokens: 100 with read 20 and write 10 is 70 uncached', () => {
    const usage = normalizeUsage({ input: 100, cacheRead: 20, cacheWrite: 10, convention: 'inclusive' });

    expect(usage).toMatchObject({
      inputUncached: 70,
      cacheRead: 20,
      cacheWrite: 10,
      input: 100,
      total: 100,
      flags: [],
    });
    expect(usage.convention).toBe('inclusive');
  });

  test('OpenInference: prompt 50,000 with read 40,000 and write 5,000 is 5,000 uncached', () => {
    expect(normalizeUsage({ input: 50_000, cacheRead: 40_000, cacheWrite: 5_000 }).inputUncached).toBe(5_000);
  });

  test('Anthropic’s raw input excludes cached tokens', () => {
    const usage = normalizeUsage({
      input: 5,
      cacheRead: 128_955,
      cacheWrite: 1_253,
      output: 0,
      convention: 'exclusive',
    });

    expect(usage).toMatchObject({ inputUncached: 5, input: 130_213, convention: 'exclusive', flags: [] });
  });

  test('cached tokens that exceed the input show that it excludes them, whatever was said', () => {
    const usage = normalizeUsage({ input: 5, cacheRead: 128_955, cacheWrite: 1_253, convention: 'inclusive' });

    expect(usage).toMatchObject({ inputUncached: 5, input: 130_213, convention: 'exclusive', flags: [] });
  });

  test('the total decides where nothing was said', () => {
    expect(normalizeUsage({ input: 100, cacheRead: 50, output: 20, total: 170 })).toMatchObject({
      convention: 'exclusive',
      inputUncached: 100,
      total: 170,
      flags: [],
    });
    expect(normalizeUsage({ input: 100, cacheRead: 50, output: 20, total: 120 })).toMatchObject({
      convention: 'inclusive',
      inputUncached: 50,
      flags: [],
    });
  });

  test('a total that fits both readings leaves the convention inclusive', () => {
    expect(normalizeUsage({ input: 100, cacheRead: 30, output: 60, reasoning: 30, total: 190 })).toMatchObject({
      convention: 'inclusive',
      output: 90,
    });
  });

  test('the total of an exclusive source may leave out its cached tokens', () => {
    expect(normalizeUsage({ input: 5, cacheRead: 100, output: 7, total: 12 })).toMatchObject({ total: 112, flags: [] });
  });

  test('lifetimes are parts of all that was written', () => {
    expect(normalizeUsage({ input: 100, cacheWrite: 30, cacheWrite5m: 10, cacheWrite1h: 5 })).toMatchObject({
      cacheWrite: 15,
      cacheWrite5m: 10,
      cacheWrite1h: 5,
      inputUncached: 70,
    });
    expect(normalizeUsage({ input: 100, cacheWrite1h: 5 })).toMatchObject({ cacheWrite: 0, inputUncached: 95 });
  });

  test('lifetimes that exceed what was written are kept and flagged', () => {
    expect(normalizeUsage({ input: 100, cacheWrite: 5, cacheWrite5m: 10 })).toMatchObject({
      cacheWrite: 0,
      cacheWrite5m: 10,
      flags: ['contradictory_input'],
    });
  });

  test('audio and images are parts of the input; more of them than input is kept and flagged', () => {
    expect(normalizeUsage({ input: 100, audioInput: 30, imageInput: 20 }).inputUncached).toBe(50);
    expect(normalizeUsage({ input: 100, cacheRead: 80, audioInput: 50 })).toMatchObject({
      inputUncached: 0,
      cacheRead: 80,
      audioInput: 50,
      input: 100,
      flags: ['contradictory_input'],
    });
  });
});

describe('normalizeUsage: output and totals', () => {
  test('a completion of 50 with 30 reasoning and 5 audio leaves 15 text', () => {
    expect(normalizeUsage({ output: 50, reasoning: 30, audioOutput: 5 })).toMatchObject({
      outputText: 15,
      reasoning: 30,
      audioOutput: 5,
      output: 50,
      flags: [],
    });
  });

  test('pictures are parts of the output; more of them than output is kept and flagged', () => {
    expect(normalizeUsage({ output: 1_335, reasoning: 10, imageOutput: 1_290 })).toMatchObject({
      ...{ outputText: 35, imageOutput: 1_290, output: 1_335, flags: [] },
    });
    expect(normalizeUsage({ output: 100, imageOutput: 1_290 })).toMatchObject({
      ...{ outputText: 0, imageOutput: 1_290, output: 100, flags: ['contradictory_output'] },
    });
  });

  test('50 with reasoning 60 is kept and flagged, not clamped', () => {
    expect(normalizeUsage({ output: 50, reasoning: 60 })).toMatchObject({
      outputText: 0,
      reasoning: 60,
      output: 50,
      flags: ['contradictory_output'],
    });
  });

  test('a total shows that reasoning is counted beside the completion', () => {
    expect(normalizeUsage({ input: 10, output: 50, reasoning: 60, total: 120 })).toMatchObject({
      outputText: 50,
      reasoning: 60,
      output: 110,
      total: 120,
      flags: [],
    });
    expect(normalizeUsage({ input: 10, cacheRead: 5, output: 50, reasoning: 60, total: 125 })).toMatchObject({
      convention: 'exclusive',
      output: 110,
      flags: [],
    });
  });

  test('a total that nothing explains is kept and flagged', () => {
    expect(normalizeUsage({ input: 10, output: 5, total: 99 })).toMatchObject({
      total: 99,
      flags: ['contradictory_total'],
    });
  });

  test('what was not reported follows from the total', () => {
    expect(normalizeUsage({ input: 8, total: 8 })).toMatchObject({ input: 8, output: 0, total: 8, flags: [] });
    expect(normalizeUsage({ output: 3, total: 8 })).toMatchObject({ input: 5, output: 3, flags: [] });
    expect(normalizeUsage({ total: 8 })).toMatchObject({ input: 8, output: 0, total: 8 });
    expect(normalizeUsage({ input: 9, total: 8 })).toMatchObject({
      input: 9,
      total: 8,
      flags: ['contradictory_total'],
    });
  });

  test('a count that is none is left out and flagged', () => {
    expect(normalizeUsage({ input: -1, output: 1.5, total: Number.NaN })).toMatchObject({
      input: 0,
      output: 0,
      flags: ['contradictory_input', 'contradictory_output', 'contradictory_total'],
    });
  });

  test('an estimate and a cut stream say so', () => {
    expect(normalizeUsage({ input: 1, basis: 'estimated', isPartial: true })).toMatchObject({
      basis: 'estimated',
      flags: ['estimated', 'partial'],
    });
    expect(normalizeUsage({ input: 1 }).basis).toBe('reported');
  });
});

const count = fc.option(fc.integer({ min: 0, max: 300 }), { nil: undefined });
const anyReport = fc
  .record({
    input: count,
    output: count,
    total: count,
    cacheRead: count,
    cacheWrite: count,
    cacheWrite5m: count,
    cacheWrite1h: count,
    reasoning: count,
    audioInput: count,
    imageInput: count,
    audioOutput: count,
    imageOutput: count,
    convention: fc.constantFrom('inclusive' as const, 'exclusive' as const, undefined),
  })
  .map(
    (report) => Object.fromEntries(Object.entries(report).filter(([, value]) => value !== undefined)) as ReportedUsage,
  );

describe('normalizeUsage: for any report', () => {
  test('buckets add up to their totals, unless a flag says that they contradict each other', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const usage = normalizeUsage(report);
        const input =
          usage.inputUncached +
          usage.cacheRead +
          usage.cacheWrite5m +
          usage.cacheWrite1h +
          usage.cacheWrite +
          usage.audioInput +
          usage.imageInput;
        const output = usage.outputText + usage.reasoning + usage.audioOutput + usage.imageOutput;
        if (!usage.flags.includes('contradictory_input')) expect(usage.input).toBe(input);
        if (!usage.flags.includes('contradictory_output')) expect(usage.output).toBe(output);
        if (!usage.flags.includes('contradictory_total')) expect(usage.total).toBe(usage.input + usage.output);
      }),
      { numRuns: 2_000 },
    );
  });

  test('parts stay as reported and the result fits the contract', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const usage = usageSchema.parse(normalizeUsage(report));
        for (const part of [
          'cacheRead',
          'cacheWrite5m',
          'cacheWrite1h',
          'reasoning',
          'audioInput',
          'imageInput',
          'audioOutput',
          'imageOutput',
        ] as const) {
          expect(usage[part]).toBe(report[part] ?? 0);
        }
      }),
    );
  });

  test('the order of the counts does not matter', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const reversed = Object.fromEntries(Object.entries(report).reverse());
        expect(normalizeUsage(reversed)).toEqual(normalizeUsage(report));
      }),
    );
  });
});
