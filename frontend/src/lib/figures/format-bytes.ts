import type { Figure } from './figure.ts';
import { roundSignificant } from './round-significant.ts';

const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Decimal units: `840 B`, `1.2 MB`. */
export function formatBytes(bytes: number): Figure {
  let value = roundSignificant(bytes);
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value = roundSignificant(value / 1000);
    unit += 1;
  }
  return { text: `${value} ${units[unit]}`, exact: `${bytes} bytes` };
}
