import { describe, expect, it, vi } from 'vitest';
import { createStore } from './create-store.ts';
import { chooseProject } from './project.ts';
import { compact, flagOf, oneOf, textOf } from './read-search.ts';
import { resolveTheme } from './theme.ts';

describe('a store', () => {
  it('tells listeners of a change, until they leave', () => {
    const store = createStore(1);
    const listener = vi.fn();
    const leave = store.subscribe(listener);
    store.set(2);
    store.set(2);
    leave();
    store.set(3);
    expect(listener).toHaveBeenCalledTimes(1);
    expect(store.get()).toBe(3);
  });
});

describe('the project to show', () => {
  const memberships = [{ project: { id: 'a' } }, { project: { id: 'b' } }];

  it.each([
    ['b', 'b'],
    ['gone', 'a'],
    [null, 'a'],
  ])('selected %j shows %j', (selected, shown) => {
    expect(chooseProject(memberships, selected)?.project.id).toBe(shown);
  });

  it('is none where there is none', () => {
    expect(chooseProject([], 'a')).toBeNull();
  });
});

describe('the search of a URL', () => {
  it('keeps what is well formed and drops the rest', () => {
    expect(textOf('x')).toBe('x');
    expect(textOf(12)).toBe('12');
    expect(textOf('')).toBeUndefined();
    expect(textOf({})).toBeUndefined();
    expect(oneOf('b', ['a', 'b'])).toBe('b');
    expect(oneOf('c', ['a', 'b'])).toBeUndefined();
    expect(flagOf('true')).toBe(true);
    expect(flagOf(true)).toBe(true);
    expect(flagOf('no')).toBeUndefined();
    expect(compact({ a: 1, b: undefined })).toEqual({ a: 1 });
  });
});

describe('the theme', () => {
  it.each([
    ['system', true, 'dark'],
    ['system', false, 'light'],
    ['light', true, 'light'],
    ['dark', false, 'dark'],
  ] as const)('%s with a dark system %j is %s', (theme, systemIsDark, shown) => {
    expect(resolveTheme(theme, systemIsDark)).toBe(shown);
  });
});
