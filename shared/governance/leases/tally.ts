/** What calls have spent, in all the ways in which a counter of money tells it. */
export interface Tally {
  /** By start of the hour or day, epoch milliseconds. */
  series: Map<number, number>;
  /** What nobody is charged for. */
  simulatedNanoUsd: number;
  /** Calls that had no price in the end. */
  unpricedCount: number;
}

export function newTally(): Tally {
  return { series: new Map(), simulatedNanoUsd: 0, unpricedCount: 0 };
}

/** With −1, takes it away again. */
export function addTo(tally: Tally, more: Tally, sign: 1 | -1): void {
  for (const [start, spent] of more.series) noteSpent(tally, start, sign * spent);
  tally.simulatedNanoUsd += sign * more.simulatedNanoUsd;
  tally.unpricedCount += sign * more.unpricedCount;
}

export function noteSpent({ series }: Tally, start: number, spent: number): void {
  if (spent !== 0) series.set(start, (series.get(start) ?? 0) + spent);
}
