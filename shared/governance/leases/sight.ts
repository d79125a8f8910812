import { type HeldCounter, liveCommitted, readHeldCounter } from '../held-counter.ts';
import { readWindow, type WindowState } from '../window-update.ts';
import type { LeasedClaim } from './lease.ts';

/** A counter as a process saw it last. */
export type Sight =
  | { kind: 'budget'; counter: HeldCounter; live: number }
  | { kind: 'window'; current: WindowState; previous: WindowState };

type Item = Record<string, unknown> | undefined;

export function sightOf(claim: LeasedClaim, item: Item, previous: WindowState, now: number): Sight {
  if (claim.kind === 'window') return { kind: 'window', current: readWindow(item), previous };
  const counter = readHeldCounter(item);
  return { kind: 'budget', counter, live: liveCommitted(counter, now) };
}

/** The minute before the running one hardly changes. */
export function previousOf(sight: Sight): WindowState {
  return sight.kind === 'window' ? sight.previous : readWindow(undefined);
}
