import { describe, expect, test } from 'vitest';
import type {
  EstimatedLatency,
  MetricBucket,
  MetricTotals,
  TraceMetrics,
} from '../../../../shared/contract/trace-metrics.ts';
import { countedFrom } from './counted-from.ts';
import { groupedCharts, overallCharts } from './dashboard-charts.ts';
import { defaultDashboardRange, parseDashboardSearch, rangeOfSearch, searchOfRange } from './dashboard-search.ts';
import { changeOfAmount, changeOfErrorRate, changeOfLatency } from './describe-change.ts';
import { colorsOf, filterOfValue, otherColor, valueName } from './group-names.ts';
import { percentText } from './rate.tsx';

const latency = (p95Ms: number | null, lowMs: number | null = null, highMs: number | null = null): EstimatedLatency => {
  const bounds = { lowMs, highMs };
  return { count: 10, p50Ms: 1, p95Ms, p99Ms: 3, intervals: { p50: bounds, p95: bounds, p99: bounds } };
};
const totals = (overrides: Partial<MetricTotals> = {}): MetricTotals => ({
  ...{
    traceCount: 10,
    traceErrorCount: 1,
    callCount: 20,
    callErrorCount: 2,
    callUnsentCount: 0,
    callerErrorCount: 0,
    inputTokens: 5,
    outputTokens: 6,
  },
  ...{ simulatedTraceCount: 0, simulatedCallCount: 0, simulatedCostNanoUsd: 0 },
  ...{ costNanoUsd: 7, unpricedCount: 0, traceLatency: latency(2), callLatency: latency(2), firstToken: latency(2) },
  ...overrides,
});

describe('the address of a dashboard', () => {
  test('says a length or two times, and drops what is neither', () => {
    expect(parseDashboardSearch({ range: '6h', by: 'model' })).toEqual({ range: '6h', by: 'model' });
    expect(parseDashboardSearch({ from: '2026-03-10T12:00:00Z', to: '2026-03-10T13:00:00Z', range: '6h' })).toEqual({
      ...{ from: '2026-03-10T12:00:00.000Z', to: '2026-03-10T13:00:00.000Z' },
    });
    expect(parseDashboardSearch({ from: '2026-03-10T14:00:00Z', to: '2026-03-10T13:00:00Z', by: 'mood' })).toEqual({});
    expect(parseDashboardSearch({ from: 'x', to: 'y', range: 'long' })).toEqual({});
  });

  test('comes back from the range that it says', () => {
    for (const range of [{ last: '6h' }, { from: '2026-03-10T12:00:00.000Z', to: '2026-03-10T13:00:00.000Z' }]) {
      expect(rangeOfSearch(searchOfRange(range), defaultDashboardRange)).toEqual(range);
    }
    expect(rangeOfSearch({}, defaultDashboardRange)).toEqual({ last: '24h' });
  });
});

test('what is counted begins with a whole hour, and says so', () => {
  const { text, tip } = countedFrom({ from: '2026-11-20T22:00:00.000Z', step: 'hour' });
  expect(text).toMatch(/^since 2[01] Nov, \d\d:\d\d$/);
  expect(tip).toMatch(/^Counted in whole hours: /);
});

describe('a change', () => {
  test('of an amount is neither good nor bad', () => {
    expect(changeOfAmount(112, 100)).toEqual({ text: '▲ 12 %', tone: 'neutral' });
    expect(changeOfAmount(50, 100).text).toBe('▼ 50 %');
    expect(changeOfAmount(1200, 100).text).toBe('▲ 12 times as much');
    expect(changeOfAmount(100, 100).text).toBe('about the same');
    expect(changeOfAmount(5, 0).text).toBe('nothing before');
    expect(changeOfAmount(0, 0).text).toBe('as before');
    expect(changeOfAmount(5, null).text).toBe('not known before');
    expect(changeOfAmount(null, 5).text).toBe('not known');
  });

  test('of an error rate is a signal only with evidence', () => {
    const rate = (traceErrorCount: number, traceCount = 1000) => totals({ traceCount, traceErrorCount });
    expect(changeOfErrorRate(rate(50), rate(10))).toEqual({ text: '▲ 4.0 points', tone: 'stop' });
    expect(changeOfErrorRate(rate(10), rate(50)).tone).toBe('go');
    expect(changeOfErrorRate(rate(11), rate(10))).toMatchObject({
      text: '▲ 0.1 points, may be chance',
      tone: 'neutral',
    });
    expect(changeOfErrorRate(rate(1), rate(0, 0)).text).toBe('nothing before');
  });

  test('of a latency is a signal only if the intervals do not touch', () => {
    expect(changeOfLatency(latency(200, 180, 220), latency(100, 90, 110), 'p95')).toEqual({
      text: '▲ 100 %, slower',
      tone: 'caution',
    });
    expect(changeOfLatency(latency(100, 90, 110), latency(200, 180, 220), 'p95').tone).toBe('go');
    expect(changeOfLatency(latency(120, 90, 150), latency(100, 80, 110), 'p95')).toMatchObject({
      ...{ text: '▲ 20 %, may be chance', tone: 'neutral' },
    });
    expect(changeOfLatency(latency(120), latency(100), 'p95').tone).toBe('neutral');
    expect(changeOfLatency(latency(null), latency(100), 'p95').text).toBe('nothing measured');
    expect(changeOfLatency(latency(5), null, 'p95').text).toBe('nothing before');
  });
});

describe('values of a dimension', () => {
  const other = { value: '', isOther: true };
  test('have names and filters', () => {
    expect(valueName('environment', { value: '', isOther: false })).toBe('No environment');
    expect(valueName('key', { value: 'k1', isOther: false }, () => 'Checkout')).toBe('Checkout');
    expect(valueName('key', { value: '', isOther: false })).toBe('No API key');
    expect(valueName('name', other)).toBe('Other');
    expect(filterOfValue('model', { value: 'openai/gpt-5', isOther: false })).toBe('model=openai/gpt-5');
    expect(filterOfValue('name', { value: 'my trace', isOther: false })).toBe('name="my trace"');
    expect([filterOfValue('region', { value: 'eu', isOther: false }), filterOfValue('name', other)]).toEqual([
      null,
      null,
    ]);
  });

  test('keep their colour when another one gets ahead', () => {
    const [a, b] = ['alpha', 'beta'].map((value) => ({ value, isOther: false }));
    if (!a || !b) return expect.unreachable();
    expect(colorsOf([a, b])(0)).toBe(colorsOf([b, a])(1));
    expect(colorsOf([a, b])(0)).not.toBe(colorsOf([a, b])(1));
    expect(colorsOf([a, other])(1)).toBe(otherColor);
  });
});

describe('the charts', () => {
  const bucket: MetricBucket = { start: '2026-03-10T12:00:00.000Z', ...totals() };
  const metrics = (groupBy: TraceMetrics['groupBy'], values: string[]): TraceMetrics => ({
    ...{
      from: bucket.start,
      to: '2026-03-10T13:00:00.000Z',
      step: 'hour',
      stepMs: 3_600_000,
      timeZone: 'UTC',
      groupBy,
    },
    ...{ valueCount: values.length, relativeError: 0.02, previous: null, total: totals() },
    series: values.map((value) => ({ value, isOther: false, total: totals(), buckets: [bucket] })),
  });

  const simulated = (part: Partial<MetricTotals>) => {
    const all = metrics('none', ['']);
    const mixed = { ...bucket, ...part };
    return {
      ...all,
      total: totals(part),
      series: [{ value: '', isOther: false, total: totals(part), buckets: [mixed] }],
    };
  };

  test.each([
    ['nothing', {}, ['count, errors included', 'USD, what is priced'], ['Real']],
    [
      'some',
      { costNanoUsd: 9e9, simulatedCostNanoUsd: 2e9, simulatedTraceCount: 4, simulatedCallCount: 6 },
      ['count, errors included · 4 of 10 simulated', 'USD, what is priced · of it $2.00 simulated'],
      ['Real', 'Simulated'],
    ],
    [
      'all',
      { costNanoUsd: 2e9, simulatedCostNanoUsd: 2e9, simulatedTraceCount: 10, simulatedCallCount: 20 },
      ['count, errors included · all simulated', 'USD, what is priced · all simulated'],
      ['Simulated'],
    ],
  ])('say that %s of it is simulated, and draw its cost apart', (_, part, notes, series) => {
    const charts = overallCharts(simulated(part), { withPrevious: false });
    const cost = charts.find(({ id }) => id === 'cost');

    expect([charts[0]?.note, cost?.note]).toEqual(notes);
    expect(cost?.series.map(({ label }) => label)).toEqual(series);
  });

  test('of everything hold errors apart from the rest', () => {
    const [traces, latencies] = overallCharts(metrics('none', ['']), { withPrevious: false });

    expect(traces?.series.map(({ id, points }) => [id, points[0]?.value])).toEqual([
      ['errors', 1],
      ['good', 9],
    ]);
    expect(latencies?.series.map(({ label, points }) => [label, points[0]?.value])).toEqual([
      ['p50', 1],
      ['p95', 2],
      ['p99', 3],
    ]);
    expect(overallCharts(metrics('none', []), { withPrevious: false })).toHaveLength(6);
  });

  test('by a dimension show what it counts', () => {
    const titles = (groupBy: TraceMetrics['groupBy']) =>
      groupedCharts(metrics(groupBy, ['a', 'b']), ({ value }) => value).map(({ title }) => title);

    expect(titles('model')).toEqual([
      'Model calls',
      'Failed calls',
      'Call latency',
      'Time to first token',
      'Tokens',
      'Cost',
    ]);
    expect(titles('name')).toEqual(['Traces', 'Traces with an error', 'Trace latency', 'Tokens', 'Cost']);
    const tokens = groupedCharts(metrics('name', ['a']), ({ value }) => value).find(({ id }) => id === 'tokens');
    expect(tokens?.series[0]?.points).toEqual([{ at: Date.parse(bucket.start), value: 11 }]);
  });

  test('lay the period before over this one', () => {
    const earlier = { ...bucket, start: '2026-03-10T11:00:00.000Z', ...totals({ traceCount: 4 }) };
    const before = {
      from: earlier.start,
      to: bucket.start,
      total: totals(),
      series: [{ value: '', isOther: false, total: totals(), buckets: [earlier] }],
    };
    const now = { ...metrics('none', ['']), previous: before };

    expect(overallCharts(now, { withPrevious: true })[0]?.ghost?.points).toEqual([
      { at: Date.parse(bucket.start), value: 4 },
    ]);
    expect(overallCharts(now, { withPrevious: false })[0]?.ghost).toBeUndefined();
    expect(overallCharts(now, { withPrevious: true }).every(({ ghost }) => ghost !== undefined)).toBe(true);
  });

  test('name money and time by their units', () => {
    const charts = overallCharts(metrics('none', ['']), { withPrevious: false });
    expect(charts.find(({ id }) => id === 'cost')?.format(2_500_000_000)).toBe('$2.50');
    expect(charts.find(({ id }) => id === 'latency')?.format(1500)).toBe('1.50 s');
  });
});

test('a part reads as per cent', () => {
  expect([0, 0.0042, 0.123456, 1].map(percentText)).toEqual(['0 %', '0.42 %', '12.3 %', '100 %']);
});
