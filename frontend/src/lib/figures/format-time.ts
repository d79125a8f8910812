import type { Figure } from './figure.ts';

export interface TimeOptions {
  /** Epoch milliseconds. */
  now: number;
  /** IANA name; the browser's own unless told. */
  timeZone?: string;
  /** `12 s` for `12 s ago`, in a column that says what it is. */
  isShort?: boolean;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** `now`, `12 s ago`, `4 min ago`, `3 h ago`, `2 d ago`, then the date; hovering shows the moment and its zone. */
export function formatRelativeTime(time: string | number, options: TimeOptions): Figure {
  const at = new Date(time).getTime();
  return { text: relativeText(at, options), exact: absoluteTime(at, options.timeZone) };
}

function relativeText(at: number, { now, timeZone, isShort }: TimeOptions): string {
  const elapsed = now - at;
  const distance = Math.abs(elapsed);
  // Clocks differ by seconds: what has just been done may lie ahead.
  if (distance < 5 * second || (elapsed < 0 && distance < minute)) return 'now';
  if (distance >= 7 * day) return dateText(at, now, timeZone);
  const amount = distanceText(distance);
  if (elapsed < 0) return `in ${amount}`;
  return isShort ? amount : `${amount} ago`;
}

function distanceText(distance: number): string {
  if (distance < minute) return `${Math.floor(distance / second)} s`;
  if (distance < hour) return `${Math.floor(distance / minute)} min`;
  if (distance < day) return `${Math.floor(distance / hour)} h`;
  return `${Math.floor(distance / day)} d`;
}

function dateText(at: number, now: number, timeZone: string | undefined): string {
  const sameYear = new Date(at).getUTCFullYear() === new Date(now).getUTCFullYear();
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
    ...(timeZone ? { timeZone } : {}),
  }).format(at);
}

/** `21 Nov, 07:05`, and to the second where that tells moments apart: an end of an axis. */
export function axisTime(at: number, precision: 'minute' | 'second', timeZone?: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    ...(precision === 'second' ? { second: '2-digit' } : {}),
    ...(timeZone ? { timeZone } : {}),
  }).format(at);
}

/** Making one takes longer than everything else of a table's row. */
const absoluteFormats = new Map<string | undefined, Intl.DateTimeFormat>();

/** `21 Nov 2026, 07:05:12.123 GMT+1`. */
export function absoluteTime(time: string | number, timeZone?: string): string {
  const format = absoluteFormats.get(timeZone) ?? absoluteFormat(timeZone);
  absoluteFormats.set(timeZone, format);
  return format.format(new Date(time));
}

function absoluteFormat(timeZone: string | undefined): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    timeZoneName: 'short',
    ...(timeZone ? { timeZone } : {}),
  });
}
