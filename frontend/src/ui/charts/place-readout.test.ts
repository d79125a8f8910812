import fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeReadout } from './place-readout.ts';

it('stands in the corner that is farther from the crosshair', () => {
  expect(placeReadout(200, { width: 700, left: 58 })).toEqual({ right: 4, maxWidth: 240 });
  expect(placeReadout(500, { width: 700, left: 58 })).toEqual({ left: 62, maxWidth: 240 });
});

it('goes over the marks of the axis where a phone leaves no room beside them', () => {
  expect(placeReadout(200, { width: 332, left: 58 })).toEqual({ left: 4, maxWidth: 190 });
});

it('never covers the crosshair, and has room for a label and its figure on the narrowest phone', () => {
  const chart = fc
    .integer({ min: 270, max: 1600 })
    .chain((width) =>
      fc.record({ width: fc.constant(width), crosshair: fc.double({ min: 0, max: width, noNaN: true }) }),
    );
  fc.assert(
    fc.property(chart, ({ width, crosshair }) => {
      const place = placeReadout(crosshair, { width, left: 58 });
      const maxWidth = Number(place.maxWidth);
      expect(maxWidth).toBeGreaterThanOrEqual(125);
      if (place.left === undefined) expect(width - Number(place.right) - maxWidth).toBeGreaterThan(crosshair);
      else expect(Number(place.left) + maxWidth).toBeLessThan(crosshair);
    }),
  );
});
