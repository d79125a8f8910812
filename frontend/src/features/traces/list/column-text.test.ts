import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatColumns, parseColumns } from './column-text.ts';

it('columns come back from the URL as they were chosen, whatever their names hold', () => {
  const column = fc.record({
    id: fc.string({ unit: 'grapheme', minLength: 1 }).filter((id) => id.isWellFormed()),
    width: fc.option(fc.integer({ min: 40, max: 1200 })),
  });
  fc.assert(
    fc.property(fc.uniqueArray(column, { selector: ({ id }) => id, maxLength: 60 }), (columns) => {
      expect(parseColumns(formatColumns(columns))).toEqual(columns);
    }),
  );
});

it('what makes no sense in a URL is left out', () => {
  expect(parseColumns('name:320,,name,cost:x,%E0,time:9999')).toEqual([
    { id: 'name', width: 320 },
    { id: 'cost', width: null },
    { id: 'time', width: 1200 },
  ]);
});
