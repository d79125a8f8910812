import { describe, expect, it } from 'vitest';
import { createChordReader, nameOf } from './shortcuts.ts';

const press = (key: string, held: Partial<{ ctrlKey: boolean; metaKey: boolean; altKey: boolean }> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});

describe('the name of a key press', () => {
  it.each([
    [press('j'), 'j'],
    [press('J'), 'j'],
    [press('?'), '?'],
    [press('Enter'), 'enter'],
    [press('k', { metaKey: true }), 'mod+k'],
    [press('K', { ctrlKey: true }), 'mod+k'],
    [press('Shift'), null],
    [press('å', { altKey: true }), null],
  ])('%j is %j', (event, name) => {
    expect(nameOf(event)).toBe(name);
  });
});

describe('a chord', () => {
  const reader = (times: number[]) =>
    createChordReader(
      (name) => name === 'g t',
      () => times.shift() ?? 0,
    );

  it('is its two keys, one after the other', () => {
    const read = reader([0, 500, 500]);
    expect([read('g'), read('t')]).toEqual(['g', 'g t']);
  });

  it('is forgotten after a while', () => {
    const read = reader([0, 5000, 5000]);
    expect([read('g'), read('t')]).toEqual(['g', 't']);
  });

  it('is not made of keys that mean nothing together', () => {
    const read = reader([0, 1, 1]);
    expect([read('g'), read('x')]).toEqual(['g', 'x']);
  });

  it('starts anew once complete', () => {
    const read = reader([0, 1, 2, 3, 4]);
    expect([read('g'), read('t'), read('t')]).toEqual(['g', 'g t', 't']);
  });
});
