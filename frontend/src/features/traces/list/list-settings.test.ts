import { describe, expect, it } from 'vitest';
import type { SavedView } from '../../../../../shared/contract/saved-views.ts';
import { parseTracesSearch, withListSearch } from '../traces-search.ts';
import { isChanged, searchOf, settingsOf } from './list-settings.ts';
import { isInRange, rangeWords } from './time-range.ts';

const view = {
  query: 'status:error',
  range: { last: '24h' },
  columns: [{ id: 'name', width: 200 }],
} as unknown as SavedView;

describe('what the list shows', () => {
  it('is what the URL says, else the view, else the list itself', () => {
    expect(settingsOf({}, null)).toEqual({ q: '', range: { last: '7d' }, columns: [] });
    expect(settingsOf({}, view)).toEqual({ q: 'status:error', range: { last: '24h' }, columns: view.columns });
    expect(settingsOf({ q: 'tag:x', range: '1h', columns: 'time' }, view)).toEqual({
      q: 'tag:x',
      range: { last: '1h' },
      columns: [{ id: 'time', width: null }],
    });
  });

  it('leaves in the URL what a view does not say, and an emptied filter is such', () => {
    const emptied = { ...settingsOf({}, view), q: '' };
    const search = parseTracesSearch({ view: 'v', ...searchOf(emptied, view) });
    expect(search).toEqual({ view: 'v', q: '' });
    expect([isChanged(search, view), isChanged({}, view)]).toEqual([true, false]);
    expect(settingsOf(search, view).q).toBe('');
    expect(parseTracesSearch({ q: '' })).toEqual({});
  });

  it('opens links of before as a filter', () => {
    expect(parseTracesSearch({ model: 'sandbox/echo', status: 'error' }).q).toBe('model=sandbox/echo status:error');
  });

  it('holds a custom range whole or not at all', () => {
    const [from, to] = ['2026-11-20T10:00:00.000Z', '2026-11-20T11:30:00.000Z'];
    const { range } = settingsOf(parseTracesSearch({ from, to, range: '1h' }), null);
    expect(range).toEqual({ from, to });
    expect(rangeWords(range)).toMatch(/^20 Nov, \d\d:\d\d – \d\d:\d\d$/);
    expect(settingsOf(parseTracesSearch({ from }), null).range).toEqual({ last: '7d' });
    expect([from, to].map((at) => isInRange(at, range, 0))).toEqual([true, false]);
  });
});

it('leaves an open trace as it is shown while the list beside it changes', () => {
  const shown = { span: 'a'.repeat(16), show: 'graph', find: 'refund', compare: 'b'.repeat(32), gaps: true } as const;
  const search = parseTracesSearch({ q: 'tag:a', range: '1h', ...shown });
  expect(withListSearch(search, { q: 'tag:b' } as typeof search)).toEqual({ q: 'tag:b', ...shown });
});
