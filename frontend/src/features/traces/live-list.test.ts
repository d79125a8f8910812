import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TraceSummary } from '../../../../shared/contract/span.ts';
import { createLiveFilter } from './list/use-live-filter.ts';
import { type LiveList, mergeWaiting, withTrace } from './live-list.ts';
import { parseTracesSearch } from './traces-search.ts';

const now = Date.parse('2026-11-21T07:00:00.000Z');
const trace = (id: string, part: Partial<TraceSummary> = {}) =>
  ({
    traceId: id,
    startTime: new Date(now - 1000).toISOString(),
    spanCount: 1,
    status: 'ok',
    models: ['m'],
    ...part,
  }) as TraceSummary;
const listOf = (...items: TraceSummary[]): LiveList => ({ pages: [{ items, nextCursor: null }], waiting: [] });
const ids = (traces: readonly TraceSummary[] | undefined) => traces?.map(({ traceId }) => traceId).join('');

describe('the live list', () => {
  it('lets new traces wait, newest first, until they are asked for', () => {
    const later = trace('c', { startTime: new Date(now).toISOString() });
    const list = [later, trace('b')].reduce(withTrace, listOf(trace('a')));
    expect([ids(list.waiting), ids(list.pages[0]?.items)]).toEqual(['cb', 'a']);
    const merged = mergeWaiting(list);
    expect([ids(merged.waiting), ids(merged.pages[0]?.items)]).toEqual(['', 'cba']);
  });

  it('changes what is shown where it stands, and never back', () => {
    const grown = withTrace(listOf(trace('a'), trace('b')), trace('b', { spanCount: 3 }));
    expect(grown.pages[0]?.items.map(({ spanCount }) => spanCount)).toEqual([1, 3]);
    expect(withTrace(grown, trace('b', { spanCount: 2 })).pages[0]?.items[1]?.spanCount).toBe(3);
    expect(grown.waiting).toEqual([]);
  });

  it('shows the first trace at once when there was none', () => {
    expect(ids(withTrace(listOf(), trace('a')).pages[0]?.items)).toBe('a');
  });

  it('holds each trace once, however often and in whatever order it is told', () => {
    const step = fc.oneof(fc.constantFrom('a', 'b', 'c', 'd'), fc.constant('merge'));
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const end = steps.reduce(
          (list, one) => (one === 'merge' ? mergeWaiting(list) : withTrace(list, trace(one))),
          listOf(trace('a')),
        );
        const all = [...end.waiting, ...end.pages.flatMap(({ items }) => items)].map(({ traceId }) => traceId);
        expect(new Set(all)).toEqual(new Set(['a', ...steps.filter((one) => one !== 'merge')]));
        expect(all).toHaveLength(new Set(all).size);
      }),
    );
  });

  it('takes in only what the filter and the range show', () => {
    const fits = (q: string, last: string, part: Partial<TraceSummary> = {}) =>
      createLiveFilter({ q, range: { last } })(trace('a', { name: 'refund', ...part }), now);
    expect(fits('', '1h')).toBe(true);
    expect(fits('model:other', '1h')).toBe(false);
    expect(fits('model:m status:error', '1h')).toBe(false);
    expect(fits('', '1h', { startTime: new Date(now - 3_700_000).toISOString() })).toBe(false);
    // What is in the name is found; what may be in a span is not said to be there, nor to be absent.
    expect([fits('refund', '1h'), fits('"in a span"', '1h'), fits('-"in a span"', '1h')]).toEqual([true, false, false]);
    expect(fits('model:(', '1h')).toBe(false);
  });
});

describe('the filters in the URL', () => {
  it('drop what they do not know', () => {
    expect(parseTracesSearch({ q: 'tag:a', from: 'soon', range: '2y', tab: 'raw', full: 'true', x: 1 })).toEqual({
      q: 'tag:a',
      tab: 'raw',
      full: true,
    });
  });
});
