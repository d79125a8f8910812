import type { BudgetClaim, WindowClaim } from '../claim.ts';
import type { HeldCounter } from '../held-counter.ts';
import { usedInWindow, windowMilliseconds, windowOf } from '../sliding-window.ts';
import type { WindowState } from '../window-update.ts';
import type { Lease } from './lease.ts';

/** How much of a counter there is for leases. */
export interface Room {
  /** To where something else begins: a warning, another model, a refusal. */
  left: number;
  /** How far leases may bring the counter: who calls without one finds the rest. */
  ceiling: number;
}

/** Where fewer calls fit than that, each is counted by itself. */
const leastCalls = 100;
/** Of what is left at most one part of so many lies unused in a process. */
const parts = 64;

/** For each account. `at` is a time in the minute, where it is about one. */
export function roomsOf(
  { claim, turns, sight }: Pick<Lease, 'claim' | 'turns' | 'sight'>,
  at: number,
): readonly Room[] {
  if (claim.kind === 'budget' && sight.kind === 'budget') return [moneyRoom(claim, turns, sight.counter)];
  if (claim.kind === 'window' && sight.kind === 'window') return windowRooms(claim, sight.current, sight.previous, at);
  return [];
}

/**
 * What is spent never comes back, so a fraction that it has reached is behind for good. One that only holds have reached may be
 * ahead again in a moment: there is no room before it.
 */
function moneyRoom({ rule }: BudgetClaim, turns: readonly number[], { committed, spent }: HeldCounter): Room {
  const { amountNanoUsd, warnAt, degrade } = rule;
  const fractions = [...warnAt, ...(degrade === null ? [] : [degrade.at]), ...turns, 1];
  const ahead = fractions.map((fraction) => fraction * amountNanoUsd).filter((mark) => mark > spent);
  const next = ahead.length === 0 ? spent : Math.floor(Math.min(...ahead));
  return { left: next - committed, ceiling: spent + Math.floor((next - spent) / 2) };
}

function windowRooms({ rule }: WindowClaim, current: WindowState, previous: WindowState, at: number): Room[] {
  const measures = [
    { limit: rule.requestsPerMinute, current: current.requests, previous: previous.requests },
    { limit: rule.tokensPerMinute, current: current.tokens, previous: previous.tokens },
  ];
  return measures.map(({ limit, ...counts }) => {
    if (limit === null) return { left: Number.POSITIVE_INFINITY, ceiling: Number.POSITIVE_INFINITY };
    const left = limit - usedInWindow(counts, at);
    return { left, ceiling: counts.current + Math.floor(left / 2) };
  });
}

/** What may lie unused in this process: as much as is wanted, if there is plenty for everybody; else nothing. */
export function spareOf(
  accounts: readonly { largest: number }[],
  rooms: readonly Room[],
  wanted: readonly number[],
): readonly number[] {
  const isPlenty = accounts.every(({ largest }, n) => leftOf(rooms[n]) > 0 && leftOf(rooms[n]) >= leastCalls * largest);
  return accounts.map((_, n) => (isPlenty ? Math.floor(Math.min(wanted[n] ?? 0, leftOf(rooms[n]) / parts)) : 0));
}

/** Whether calls may go on beginning on a lease, by what is known of its counter now. */
export function hasPlenty(lease: Lease, now: number): boolean {
  const rooms = roomsOf(lease, timeWithin(lease.claim, now));
  const everything = lease.accounts.map(() => Number.POSITIVE_INFINITY);
  return spareOf(lease.accounts, rooms, everything).some((amount) => amount > 0);
}

function leftOf(room: Room | undefined): number {
  return room?.left ?? 0;
}

/** A time in the minute of a window, as near to now as there is one. */
export function timeWithin(claim: Lease['claim'], now: number): number {
  if (claim.kind === 'budget') return now;
  const start = claim.minute * windowMilliseconds;
  return Math.min(Math.max(now, start), start + windowMilliseconds - 1);
}

/** Leases are of the minute, day or month that runs. */
export function isRunning(claim: Lease['claim'], now: number): boolean {
  if (claim.kind === 'window') return windowOf(now) === claim.minute;
  return now >= claim.period.start && now < claim.period.end;
}
