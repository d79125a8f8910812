import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DiffLine, diffLines } from './diff-lines.ts';

const marks = { same: ' ', added: '+', removed: '-' } as const;
const show = (lines: readonly DiffLine[]) => lines.map(({ kind, text }) => `${marks[kind]}${text}`);
const without = (lines: readonly DiffLine[], kind: DiffLine['kind']) =>
  lines.filter((line) => line.kind !== kind).map(({ text }) => text);

describe('the difference of two texts', () => {
  it('is by line, what went before what came', () => {
    expect(show(diffLines('a\nb\nc', 'a\nB\nc'))).toEqual([' a', '-b', '+B', ' c']);
    expect(show(diffLines('a', 'a\nb'))).toEqual([' a', '+b']);
    expect(show(diffLines('a\nb', 'b'))).toEqual(['-a', ' b']);
  });

  it('gives back both texts', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 12 }).map((l) => l.join('\n'));
    void fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = diffLines(before, after);
        expect(without(lines, 'added').join('\n')).toBe(before);
        expect(without(lines, 'removed').join('\n')).toBe(after);
      }),
    );
  });

  it('says nothing changed where nothing did', () => {
    const unchanged = fc.property(fc.string(), (text) => diffLines(text, text).every(({ kind }) => kind === 'same'));
    void fc.assert(unchanged);
  });
});
