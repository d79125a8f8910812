import type { ViewRange } from '../../../../../shared/contract/saved-views.ts';

export const presets = ['15m', '1h', '6h', '24h', '7d', '30d', '90d'] as const;
export const defaultRange: ViewRange = { last: '7d' };

const units = { m: [60_000, 'minute'], h: [3_600_000, 'hour'], d: [86_400_000, 'day'] } as const;
const length = /^([1-9]\d{0,3})([mhd])$/;

export const isLength = (text: string): boolean => length.test(text);

function readLength(text: string): { milliseconds: number; words: string } {
  const [, digits = '7', unit = 'd'] = length.exec(text) ?? [];
  const [milliseconds, name] = units[unit as keyof typeof units];
  const count = Number(digits);
  return { milliseconds: count * milliseconds, words: count === 1 ? name : `${count} ${name}s` };
}

/** The bounds that the API takes; a length has no end, so that what comes now belongs to it. */
export function boundsOf(range: ViewRange, now: number): { from: string; to?: string } {
  if ('from' in range) return range;
  return { from: new Date(now - readLength(range.last).milliseconds).toISOString() };
}

export function isInRange(startTime: string, range: ViewRange, now: number): boolean {
  const { from, to } = boundsOf(range, now);
  const start = Date.parse(startTime);
  return start >= Date.parse(from) && (to === undefined || start < Date.parse(to));
}

/** `Last 7 days`, or both times in the browser's zone. */
export function rangeWords(range: ViewRange): string {
  if ('last' in range) return `Last ${readLength(range.last).words}`;
  const [from, to] = [new Date(range.from), new Date(range.to)];
  const isOneDay = from.toDateString() === to.toDateString();
  return `${shortTime(from)} – ${isOneDay ? clock(to) : shortTime(to)}`;
}

/** The same in a sentence: `in the last hour`, `between 20 Nov, 22:00 and 21 Nov, 08:00`. */
export function rangePhrase(range: ViewRange): string {
  if ('last' in range) return `in the last ${readLength(range.last).words}`;
  return `between ${shortTime(new Date(range.from))} and ${shortTime(new Date(range.to))}`;
}

/** The next length that can be chosen; null of the longest, and of two times, which somebody meant. */
export function longerRange(range: ViewRange): ViewRange | null {
  if ('from' in range) return null;
  const { milliseconds } = readLength(range.last);
  const longer = presets.find((last) => readLength(last).milliseconds > milliseconds);
  return longer === undefined ? null : { last: longer };
}

const clock = (time: Date) => new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(time);

/** `20 Nov, 22:00` */
export const shortTime = (time: Date) =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(time);

/** The browser's zone as people call it: `Europe/Berlin, GMT+1`. */
export function zoneWords(at: Date): string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'shortOffset' });
  const offset = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return `${format.resolvedOptions().timeZone}, ${offset}`;
}

/** For a `datetime-local` field, which takes and gives the browser's own time. */
export function toLocalField(iso: string): string {
  const at = new Date(iso);
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}T${pad(at.getHours())}:${pad(at.getMinutes())}`;
}

export function fromLocalField(text: string): string | null {
  const at = new Date(text);
  return text === '' || Number.isNaN(at.getTime()) ? null : at.toISOString();
}
