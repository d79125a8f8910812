const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const steps = [1, 5, 10, 30].map((count) => count * minute).concat([1, 3, 6, 12].map((count) => count * hour));
const daySteps = [1, 2, 3, 7, 14, 30, 90];

export interface TimeTick {
  at: number;
  label: string;
}

/** Marks at round times of the browser's own zone, at most `most`: the time of day, and the date where a day begins. */
export function timeTicks(from: number, to: number, most: number): TimeTick[] {
  const step = steps.find((each) => (to - from) / each <= most);
  return step === undefined ? dayTicks(from, to, most) : clockTicks(from, to, step);
}

function clockTicks(from: number, to: number, step: number): TimeTick[] {
  const midnight = new Date(from).setHours(0, 0, 0, 0);
  const first = midnight + Math.ceil((from - midnight) / step) * step;
  return Array.from({ length: Math.max(0, Math.floor((to - first) / step) + 1) }, (_, index) => first + index * step)
    .map((at) => alignHours(at, step))
    .map((at) => ({ at, label: isMidnight(at) ? dateText(at) : clockText(at) }))
    .filter(({ at }) => at >= from && at <= to);
}

/** After the clocks have changed, six-hour marks would stand at seven. */
function alignHours(at: number, step: number): number {
  const hours = step / hour;
  if (hours <= 1) return at;
  const off = new Date(at).getHours() % hours;
  if (off === 0) return at;
  return off <= hours / 2 ? at - off * hour : at + (hours - off) * hour;
}

function dayTicks(from: number, to: number, most: number): TimeTick[] {
  const count = daySteps.find((each) => (to - from) / (each * day) <= most) ?? 365;
  const ticks: TimeTick[] = [];
  const date = new Date(new Date(from).setHours(0, 0, 0, 0));
  if (date.getTime() < from) date.setDate(date.getDate() + 1);
  for (; date.getTime() <= to; date.setDate(date.getDate() + count)) {
    ticks.push({ at: date.getTime(), label: dateText(date.getTime()) });
  }
  return ticks;
}

const isMidnight = (at: number) => new Date(at).getHours() === 0 && new Date(at).getMinutes() === 0;
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const clockText = (at: number) => clock.format(at);
const dateText = (at: number) => date.format(at);

/** `14:00`, of a step of a day or more `10 Mar`, else `10 Mar, 14:00`. */
export function bucketText(at: number, stepMs: number): string {
  return stepMs >= day ? dateText(at) : `${dateText(at)}, ${clockText(at)}`;
}
