import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

function tokensOf(theme: string): Map<string, string> {
  const block = new RegExp(`\\[data-theme="${theme}"\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? '';
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]));
}

/** Relative luminance and contrast ratio of WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ['bg', 'surface', 'raised', 'hover', 'selected', 'code'];
const texts = ['text', 'text-muted', 'text-faint', 'accent', 'go', 'caution', 'stop', 'info'];
const softPairs = ['go', 'caution', 'stop', 'info'].flatMap((tone) => [
  [tone, `${tone}-soft`],
  ['text', `${tone}-soft`],
  ['text-muted', `${tone}-soft`],
]);
const fills = ['accent-fill', 'accent-fill-hover', 'stop-fill', 'stop-fill-hover'].map((fill) => ['on-fill', fill]);
const textPairs = [...texts.flatMap((text) => grounds.map((ground) => [text, ground])), ...softPairs, ...fills];
/** Borders of fields, focus rings and lines of charts need 3:1 (WCAG 1.4.11). */
const shapes = ['border-strong', 'focus', 'series-1', 'series-2', 'series-3', 'series-4', 'series-5', 'series-6'];
const shapePairs = shapes.flatMap((shape) => ['bg', 'surface', 'raised'].map((ground) => [shape, ground]));

describe.each(['dark', 'light'])('the %s theme', (theme) => {
  const tokens = tokensOf(theme);
  const ratioOf = ([a = '', b = '']: string[]) => contrast(tokens.get(a) ?? 'missing', tokens.get(b) ?? 'missing');

  it.each(textPairs)('reads: %s on %s has at least 4.5:1', (...pair) => {
    expect(ratioOf(pair)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(shapePairs)('shows: %s on %s has at least 3:1', (...pair) => {
    expect(ratioOf(pair)).toBeGreaterThanOrEqual(3);
  });
});

it('both themes name the same colours', () => {
  expect([...tokensOf('dark').keys()]).toEqual([...tokensOf('light').keys()]);
});

it('computes the ratio that WCAG gives for black on white', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
});
