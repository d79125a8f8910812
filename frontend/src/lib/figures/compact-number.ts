import { roundSignificant } from './round-significant.ts';

const units = [
  { size: 1e12, suffix: 'T' },
  { size: 1e9, suffix: 'B' },
  { size: 1e6, suffix: 'M' },
  { size: 1e3, suffix: 'k' },
] as const;

/** `987`, `12.3k`, `1.05M`: three significant digits, no trailing zeros. */
export function compactNumber(value: number): string {
  const rounded = roundSignificant(value);
  const unit = units.find(({ size }) => Math.abs(rounded) >= size);
  return unit ? `${roundSignificant(rounded / unit.size)}${unit.suffix}` : String(rounded);
}
