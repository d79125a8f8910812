import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entriesAtOnce, type JsonFold, jsonContainers, jsonPreview, jsonRows, mostRows } from './json-rows.ts';

const untouched: JsonFold = { toggled: new Map(), shown: new Map() };
const linesOf = (value: unknown, fold = untouched) =>
  jsonRows(value, fold).map(({ id, kind, depth }) => `${'  '.repeat(depth)}${kind} ${id}`);

describe('JSON as lines', () => {
  it('opens what is small, closes what is long or deep', () => {
    const value = { a: { b: { c: { d: { e: 1 } } } }, long: Array.from({ length: 9 }, () => 0), none: [] };
    expect(linesOf(value)).toEqual([
      'open ',
      '  open /a',
      '    open /a/b',
      '      open /a/b/c',
      '        closed /a/b/c/d',
      '      end /a/b/c]',
      '    end /a/b]',
      '  end /a]',
      '  closed /long',
      '  value /none',
      'end ]',
    ]);
  });

  it('opens and closes what the reader says', () => {
    const toggled = new Map([
      ['', false],
      ['/x', true],
    ]);
    expect(linesOf({ x: 1 }, { ...untouched, toggled })).toEqual(['closed ']);
  });

  it('draws a long list in portions', () => {
    const list = Array.from({ length: entriesAtOnce + 20 }, (_, index) => index);
    const more = jsonRows(list, untouched).find(({ kind }) => kind === 'more');
    expect(more).toMatchObject({ id: '', count: 20 });
    expect(jsonRows(list, { ...untouched, shown: new Map([['', 200]]) })).toHaveLength(list.length + 2);
  });

  it('is bounded, whatever is opened', () => {
    const value = Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => 1));
    const toggled = new Map(jsonContainers(value).map((id) => [id, true]));
    expect(jsonRows(value, { ...untouched, toggled })).toHaveLength(mostRows);
  });

  it('gives every line a name of its own, and every value a line once all is open', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const toggled = new Map(jsonContainers(value).map((id) => [id, true]));
        const rows = jsonRows(value, { ...untouched, toggled });
        expect(new Set(rows.map(({ id, kind }) => `${kind} ${id}`)).size).toBe(rows.length);
        expect(rows.some(({ kind }) => kind === 'closed')).toBe(false);
        const leaves = rows.filter(({ kind }) => kind === 'value').length;
        expect(leaves).toBe(countLeaves(value));
      }),
    );
  });

  it('tells what a closed one holds', () => {
    expect(jsonPreview({ id: 7, name: 'a rather long name that goes on', list: [1], o: {}, more: null })).toBe(
      '{ id: 7, name: "a rather long name that …", list: […], o: {}, … }',
    );
    expect(jsonPreview(['a', true])).toBe('["a", true]');
  });
});

function countLeaves(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  const children = Object.values(value);
  return children.length === 0 ? 1 : children.reduce<number>((sum, child) => sum + countLeaves(child), 0);
}
