import { describe, expect, it } from 'vitest';
import { clampPanelWidth } from './panel-width.ts';
import { place } from './place.ts';
import { moveActive } from './use-option-keys.ts';

const view = { width: 1000, height: 600 };
const floating = { width: 200, height: 100 };

describe('something that floats', () => {
  it('opens below its anchor, edge to edge', () => {
    const anchor = { top: 100, left: 50, width: 80, height: 30 };
    expect(place(anchor, floating, view)).toEqual({ top: 136, left: 50, side: 'bottom' });
    expect(place({ ...anchor, left: 500 }, floating, view, 'end').left).toBe(380);
    expect(place({ ...anchor, left: 500 }, floating, view, 'center').left).toBe(440);
  });

  it('opens above where there is no room below', () => {
    const anchor = { top: 550, left: 50, width: 80, height: 30 };
    expect(place(anchor, floating, view)).toEqual({ top: 444, left: 50, side: 'top' });
  });

  it('stays inside the window', () => {
    const corner = { top: 0, left: 990, width: 10, height: 10 };
    expect(place(corner, floating, view).left).toBe(792);
    expect(place({ ...corner, left: -50 }, floating, view).left).toBe(8);
    expect(place({ top: 50, left: 0, width: 10, height: 500 }, { width: 10, height: 580 }, view).top).toBe(12);
  });
});

describe('the width of a panel', () => {
  it.each([
    [500, 1440, 500],
    [100, 1440, 320],
    [5000, 1440, 960],
    [900, 700, 320],
    [Number.NaN, 1440, 480],
  ])('%d in a window of %d is %d', (wanted, window, width) => {
    expect(clampPanelWidth(wanted, window)).toBe(width);
  });
});

describe('the highlight of a list', () => {
  it.each([
    ['ArrowDown', 2, 3, 0],
    ['ArrowUp', 0, 3, 2],
    ['PageDown', 0, 30, 10],
    ['PageDown', 25, 30, 29],
    ['PageUp', 4, 30, 0],
    ['x', 1, 3, null],
    ['ArrowDown', 0, 0, null],
  ])('%s at %d of %d goes to %j', (key, active, count, next) => {
    expect(moveActive(key, active, count)).toBe(next);
  });
});
