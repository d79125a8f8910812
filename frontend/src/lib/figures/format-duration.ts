import type { Figure } from './figure.ts';
import { threeDigits } from './round-significant.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** `420 µs`, `4.2 ms`, `842 ms`, `3.41 s`, `2 m 08 s`, `1 h 04 m`, `3 d 02 h`. */
export function formatDuration(milliseconds: number): Figure {
  return { text: durationText(milliseconds), exact: `${trimNumber(milliseconds)} ms` };
}

function durationText(milliseconds: number): string {
  if (milliseconds === 0) return '0 ms';
  if (Math.round(milliseconds * 1000) < 1000) return `${Math.round(milliseconds * 1000)} µs`;
  if (milliseconds < 9.95) return `${Number(milliseconds.toFixed(1))} ms`;
  if (Math.round(milliseconds) < 1000) return `${Math.round(milliseconds)} ms`;
  // 59.95 s would read "60.0 s".
  if (milliseconds < 59_950) return `${threeDigits(milliseconds / 1000, 'keep')} s`;
  if (Math.round(milliseconds / 1000) < 3600) return twoUnits(milliseconds, minute, 'm', 1000, 's');
  if (Math.round(milliseconds / minute) < 1440) return twoUnits(milliseconds, hour, 'h', minute, 'm');
  return twoUnits(milliseconds, day, 'd', hour, 'h');
}

function twoUnits(milliseconds: number, large: number, largeName: string, small: number, smallName: string): string {
  const smallUnits = Math.round(milliseconds / small);
  const ratio = large / small;
  const rest = String(smallUnits % ratio).padStart(2, '0');
  return `${Math.floor(smallUnits / ratio)} ${largeName} ${rest} ${smallName}`;
}

/** Six decimals hold nanoseconds; floating-point dust beyond them goes. */
function trimNumber(value: number): string {
  return String(Number(value.toFixed(6)));
}
