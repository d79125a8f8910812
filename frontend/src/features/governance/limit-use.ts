import type { ListedLimit } from '../../../../shared/contract/governance.ts';
import { formatCount } from '../../lib/figures/format-count.ts';
import type { Tone } from '../../ui/status.tsx';

/** What a limit bounds, with how much of it is used; `used` is null where nobody can tell. */
export interface BoundUse {
  bound: number;
  used: number | null;
}

const limitMeasures = ['requests', 'tokens', 'concurrency'] as const;
export type LimitMeasure = (typeof limitMeasures)[number];

const words: Record<LimitMeasure, string> = {
  requests: 'requests in the last minute',
  tokens: 'tokens in the last minute',
  concurrency: 'calls at the same time',
};

export const boundMeasures = (limit: ListedLimit): LimitMeasure[] =>
  limitMeasures.filter((measure) => boundUse(limit, measure) !== null);

/** Null where the limit does not bound it. */
export function boundUse(limit: ListedLimit, measure: LimitMeasure): BoundUse | null {
  const { requestsPerMinute: requests, tokensPerMinute: tokens, concurrency, use } = limit;
  const bound = { requests, tokens, concurrency }[measure];
  return bound === null ? null : { bound, used: use?.[measure] ?? null };
}

export interface FullestUse {
  /** 0 to 1, or more: calls may hold more than a limit that was lowered. */
  part: number;
  /** `270 of 600 requests in the last minute` */
  text: string;
  tone: Tone;
}

/** Of what a limit bounds, that which is nearest to its end: it is the one that refuses calls first. Null where nobody can tell. */
export function fullestUse(limit: ListedLimit): FullestUse | null {
  const uses = limitMeasures.flatMap((measure) => {
    const { bound, used } = boundUse(limit, measure) ?? { bound: 1, used: null };
    if (used === null) return [];
    return [
      { part: used / bound, text: `${formatCount(used).exact} of ${formatCount(bound).exact} ${words[measure]}` },
    ];
  });
  const [fullest] = uses.toSorted((a, b) => b.part - a.part);
  return fullest === undefined ? null : { ...fullest, tone: toneOf(fullest.part) };
}

/** Calls come in bursts: with four fifths used, the next may be refused. */
function toneOf(part: number): Tone {
  if (part >= 1) return 'stop';
  return part >= 0.8 ? 'caution' : 'info';
}

/** Why nobody can tell, in a word or two for a table, and whole. */
export function absenceOfUse({ isEnabled, each }: ListedLimit): { short: string; whole: string } {
  if (!isEnabled) return { short: '—', whole: 'It is not in force.' };
  if (each === null) return { short: '—', whole: 'Not known.' };
  return {
    short: `by ${each}`,
    whole: `Each ${each} has a count of its own: open the limit to see what is used of it.`,
  };
}
