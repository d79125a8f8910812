import type { Condition } from '../contract/route-condition.ts';
import { weekdays } from '../contract/route-condition.ts';

type TimeCondition = Extract<Condition, { kind: 'time' }>;
type Weekday = (typeof weekdays)[number];

/** Making a formatter takes a hundred times as long as using it. There are about 600 zones, so this stays small. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * Whether a moment (epoch milliseconds) is in the hours and on the days of a zone. Hours that pass midnight belong to the
 * day on which they begin: Friday from 22:00 until 06:00 holds the night to Saturday.
 */
export function isWithinTime(
  { zone, weekdays: days, from = '00:00', until = '24:00' }: TimeCondition,
  at: number,
): boolean {
  const { weekday, time } = localTime(zone, at);
  const isOn = (day: Weekday) => days === undefined || days.includes(day);
  if (from < until) return isOn(weekday) && time >= from && time < until;
  return (time >= from && isOn(weekday)) || (time < until && isOn(dayBefore(weekday)));
}

function localTime(zone: string, at: number): { weekday: Weekday; time: string } {
  const parts = new Map(
    formatterOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const name = parts.get('weekday')?.toLowerCase();
  const weekday = weekdays.find((each) => each === name) ?? 'monday';
  return { weekday, time: `${parts.get('hour')}:${parts.get('minute')}` };
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const formatter = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formatters.set(zone, formatter);
  return formatter;
}

function dayBefore(day: Weekday): Weekday {
  return weekdays.at(weekdays.indexOf(day) - 1) ?? 'sunday';
}
