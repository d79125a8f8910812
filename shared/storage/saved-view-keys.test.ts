import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ViewPlace, viewCountKey, viewKey, viewPrefix } from './saved-view-keys.ts';

const text = fc.string({ unit: 'grapheme' });
const place = fc.oneof(
  fc.constant<ViewPlace>('shared'),
  fc.record({ kind: fc.constantFrom('person', 'key'), id: text }),
);

test('different views never share a key, whoever keeps them and whatever stands in the ids', () => {
  const view = fc.tuple(text, place, text);
  fc.assert(
    fc.property(view, view, (a, b) => {
      fc.pre(JSON.stringify(a) !== JSON.stringify(b));
      expect(viewKey(...a)).not.toEqual(viewKey(...b));
    }),
  );
  expect(viewCountKey('p', 'shared').sk.startsWith(viewPrefix)).toBe(false);
});
