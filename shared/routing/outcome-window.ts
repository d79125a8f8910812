import type { Clock } from '../runtime/clock.ts';

/** Answers and failures of the last half minute, in slots that are reused: constant memory, however many calls. */
export interface OutcomeWindow {
  add(isFailure: boolean): void;
  counts(): { calls: number; failures: number };
  clear(): void;
}

const slotMs = 3_000;
const slotCount = 10;

interface Slot {
  number: number;
  calls: number;
  failures: number;
}

export function createOutcomeWindow(clock: Clock): OutcomeWindow {
  let slots: Slot[] = [];
  const current = () => Math.floor(clock() / slotMs);
  const recent = () => slots.filter(({ number }) => number > current() - slotCount);
  return {
    add(isFailure) {
      const number = current();
      const known = slots.find((slot) => slot.number === number);
      const slot = known ?? { number, calls: 0, failures: 0 };
      if (known === undefined) slots = [...recent(), slot];
      slot.calls += 1;
      if (isFailure) slot.failures += 1;
    },
    counts() {
      const sums = { calls: 0, failures: 0 };
      for (const slot of recent()) {
        sums.calls += slot.calls;
        sums.failures += slot.failures;
      }
      return sums;
    },
    clear() {
      slots = [];
    },
  };
}
