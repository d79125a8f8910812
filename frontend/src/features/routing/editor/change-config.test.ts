import { describe, expect, it } from 'vitest';
import { moveAt, removeAt, replaceAt } from './change-list.ts';
import { freeName, targetsOf, withKind } from './new-config.ts';

describe('a list in the form', () => {
  const list = ['a', 'b', 'c'];
  it('is changed in one place', () => {
    expect(replaceAt(list, 1, 'B')).toEqual(['a', 'B', 'c']);
    expect(removeAt(list, 0)).toEqual(['b', 'c']);
  });

  it('moves an item by one, and not beyond its ends', () => {
    expect(moveAt(list, 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moveAt(list, 0, -1)).toEqual(list);
    expect(moveAt(list, 2, 1)).toEqual(list);
  });
});

describe('a strategy of another kind', () => {
  it('keeps its targets', () => {
    for (const kind of ['fallback', 'weighted', 'lowest-latency', 'lowest-cost', 'sticky', 'experiment'] as const) {
      expect(targetsOf(withKind(kind, ['x', 'y']))).toEqual(['x', 'y']);
    }
  });

  it('makes an experiment of one target too', () => {
    expect(targetsOf(withKind('experiment', ['x']))).toEqual(['x']);
  });
});

it('finds a name that is free', () => {
  expect(freeName('rule', [])).toBe('rule');
  expect(freeName('rule', ['rule', 'rule-2'])).toBe('rule-3');
});
