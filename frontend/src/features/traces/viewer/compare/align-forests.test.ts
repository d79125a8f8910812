import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toSpanRow } from '../../../../../../shared/telemetry/to-span-row.ts';
import { spanOf } from '../../span-builder.ts';
import { forestOf } from '../span-forest.ts';
import { type AlignedSpan, alignForests } from './align-forests.ts';

/** `name` or `name:parent`, in the order of their start. */
function forest(words: string[]) {
  const ids = new Map<string, string>();
  const spans = words.map((word, index) => {
    const [name = '', parent] = word.split(':');
    const id = (index + 1).toString(16);
    if (!ids.has(name)) ids.set(name, id);
    return spanOf({ id, name, start: index, ...(parent === undefined ? {} : { parent: ids.get(parent) ?? '0' }) });
  });
  return forestOf(spans.map(toSpanRow));
}

const sideOf = ({ before, after }: AlignedSpan) => (before === null ? '+' : after === null ? '-' : '=');
const shown = (rows: AlignedSpan[]) =>
  rows.map((row) => `${' '.repeat(row.depth)}${sideOf(row)}${(row.after ?? row.before)?.span.name}`);

describe('two traces as one tree', () => {
  it('matches by name and order below what matches', () => {
    const before = forest(['run', 'plan:run', 'search:run', 'search:run', 'answer:run', 'call:answer']);
    const after = forest(['run', 'search:run', 'check:run', 'answer:run', 'call:answer', 'call:answer']);
    expect(shown(alignForests(before, after))).toEqual([
      '=run',
      ' -plan',
      ' =search',
      ' +check',
      ' -search',
      ' =answer',
      '  =call',
      '  +call',
    ]);
  });

  it('has nothing in common with nothing', () => {
    expect(shown(alignForests(forest(['a']), forest([])))).toEqual(['-a']);
    expect(shown(alignForests(forest([]), forest(['a', 'b:a'])))).toEqual(['+a', ' +b']);
  });

  it('shows every span of both once, and a trace as the same as itself', () => {
    const words = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.option(fc.constantFrom('a', 'b', 'c'))), {
      maxLength: 12,
    });
    const toForest = (list: (string | null)[][]) =>
      forest(list.map(([name, parent]) => (parent === null ? `${name}` : `${name}:${parent}`)));
    fc.assert(
      fc.property(words, words, (left, right) => {
        const [before, after] = [toForest(left), toForest(right)];
        const rows = alignForests(before, after);
        const ids = (side: 'before' | 'after') => rows.flatMap((row) => row[side]?.span.spanId ?? []).sort();
        expect(ids('before')).toEqual([...before.nodes.keys()].sort());
        expect(ids('after')).toEqual([...after.nodes.keys()].sort());
        expect(alignForests(before, before).every((row) => row.before === row.after)).toBe(true);
      }),
    );
  });
});
