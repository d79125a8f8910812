import { expect, test } from 'vitest';
import { fromLocalField, rangeText, toLocalField } from './hour-text.ts';

const at = (day: number, hour: number) => new Date(2026, 10, day, hour).toISOString();

test('a range names its day once', () => {
  expect(rangeText({ from: at(26, 14), to: at(26, 18) })).toBe('26 Nov, 14:00 – 18:00');
  expect(rangeText({ from: at(25, 20), to: at(26, 8) })).toBe('25 Nov, 20:00 – 26 Nov, 08:00');
});

test('a field of local time comes back as it went', () => {
  const time = new Date(2026, 10, 26, 14).getTime();

  expect(toLocalField(time)).toBe('2026-11-26T14:00');
  expect(fromLocalField(toLocalField(time))).toBe(new Date(time).toISOString());
  expect(fromLocalField('')).toBeNull();
});
