/** What happened in one second. A sampled event counts for all that it stands for. */
export interface RateSecond {
  second: number;
  started: number;
  ended: number;
  errors: number;
  tokens: number;
  costNanoUsd: number;
  /** Of the cost. */
  simulatedNanoUsd: number;
}

/** The last minute, oldest first; seconds in which nothing happened are absent. */
export type LiveRates = readonly RateSecond[];

export const keptSeconds = 60;
/** Calls, errors and tokens a second are means over so many seconds: one alone jumps too much to be read. */
const windowSeconds = 10;

const emptySecond = { started: 0, ended: 0, errors: 0, tokens: 0, costNanoUsd: 0, simulatedNanoUsd: 0 };

export function addToRates(rates: LiveRates, now: number, part: Partial<Omit<RateSecond, 'second'>>): LiveRates {
  const second = Math.floor(now / 1000);
  const kept = rates.filter((each) => each.second > second - keptSeconds - 1);
  const last = kept.at(-1);
  const current = last?.second === second ? last : { second, ...emptySecond };
  const grown = { ...current };
  for (const [name, value] of Object.entries(part)) grown[name as keyof typeof emptySecond] += value ?? 0;
  return [...(current === last ? kept.slice(0, -1) : kept), grown];
}

export interface RateFigures {
  callsPerSecond: number;
  errorsPerSecond: number;
  tokensPerSecond: number;
  costNanoUsdPerMinute: number;
  simulatedNanoUsdPerMinute: number;
  /** Calls that started in each of the last 60 seconds, oldest first. */
  startedBySecond: number[];
}

/** `since`: when watching began. What was not watched is not divided by. */
export function readRates(rates: LiveRates, now: number, since: number): RateFigures {
  const second = Math.floor(now / 1000);
  const watched = Math.max(1, (now - since) / 1000);
  // Nor is what was watched before: it would be counted into a time that it is no part of.
  const heard = rates.filter((each) => each.second >= Math.floor(since / 1000));
  const short = heard.filter((each) => each.second > second - windowSeconds);
  const perSecond = (read: (each: RateSecond) => number) => sum(short, read) / Math.min(windowSeconds, watched);
  const perMinute = (read: (each: RateSecond) => number) => sum(heard, read) * Math.max(1, 60 / Math.max(watched, 10));
  const bySecond = new Map(rates.map((each) => [each.second, each.started]));
  return {
    callsPerSecond: perSecond(({ started }) => started),
    errorsPerSecond: perSecond(({ errors }) => errors),
    tokensPerSecond: perSecond(({ tokens }) => tokens),
    costNanoUsdPerMinute: perMinute(({ costNanoUsd }) => costNanoUsd),
    simulatedNanoUsdPerMinute: perMinute(({ simulatedNanoUsd }) => simulatedNanoUsd),
    startedBySecond: Array.from(
      { length: keptSeconds },
      (_, index) => bySecond.get(second - keptSeconds + 1 + index) ?? 0,
    ),
  };
}

function sum(rates: LiveRates, read: (each: RateSecond) => number): number {
  return rates.reduce((total, each) => total + read(each), 0);
}
