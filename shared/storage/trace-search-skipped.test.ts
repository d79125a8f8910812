import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SkippedTotal } from './trace-search-skipped.ts';

const rows = fc.record({ first: fc.constantFrom('0', '1', '2', '3', '4'), count: fc.nat(9) });

test('what was skipped down to a position is the sum of all that begins there or above', () => {
  fc.assert(
    fc.property(fc.array(fc.array(rows)), fc.constantFrom('', '0', '2', '2#a', '4', '5'), (waves, position) => {
      const skipped = new SkippedTotal();
      for (const wave of waves) skipped.add(wave);
      const above = waves.flat().filter(({ first }) => first >= position);

      expect(skipped.downTo(position)).toBe(above.reduce((sum, { count }) => sum + count, 0));
    }),
  );
});
