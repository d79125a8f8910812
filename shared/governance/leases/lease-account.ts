/**
 * One measure of a lease (money, requests or tokens): what the counter's item holds for this process, and what its calls make
 * of it. Whatever happens to a write that is under way, what calls may still use stays within what the item holds.
 */
export interface LeaseAccount {
  /** In the item, as last confirmed. */
  held: number;
  /** The most that calls under way may use. */
  running: number;
  /** By calls that have ended; the item does not say so yet. */
  used: number;
  /** A write whose outcome is not known: what of `used` it carries, and what the item holds after it. */
  write: { used: number; held: number } | null;
  /** The most that was under way or used at a time since the last write. */
  peak: number;
  /** What the largest call needed of late, and of those since the last write. */
  largest: number;
  latest: number;
}

export function openAccount(held: number, largest: number): LeaseAccount {
  return { held, running: 0, used: 0, write: null, peak: 0, largest, latest: 0 };
}

/** What calls may take: of a write under way the worse outcome counts. */
export function freeOf({ held, running, used, write }: LeaseAccount): number {
  const sure = write === null ? held : Math.min(held - write.used, write.held);
  return sure - running - used;
}

/** What of the counter, as it was last seen, nobody uses. */
export function unusedOf({ held, running, used, write }: LeaseAccount): number {
  return held - running - used - (write?.used ?? 0);
}

export function takeFrom(account: LeaseAccount, amount: number): void {
  account.running += amount;
  account.latest = Math.max(account.latest, amount);
  account.largest = Math.max(account.largest, amount);
  account.peak = Math.max(account.peak, inUse(account));
}

export function inUse({ running, used }: LeaseAccount): number {
  return running + used;
}

/** Ends what a call took, with what it used. */
export function endUse(account: LeaseAccount, taken: number, used: number): void {
  account.running -= taken;
  account.used += used;
}

/** Whether calls may soon find too little, of several that came since the last write: from a single one nothing follows. */
export function isLow(account: LeaseAccount): boolean {
  return freeOf(account) < account.held / 4 && account.peak > 2 * account.largest;
}

/** By how much the counter changes if all that was used is counted and `held` is held. */
export function changeTo(account: LeaseAccount, held: number): number {
  return account.used + held - account.held;
}

export function beginWrite(account: LeaseAccount, held: number): void {
  account.write = { used: account.used, held };
  account.used = 0;
  account.peak = account.running;
  if (account.latest > 0) account.largest = account.latest;
  account.latest = 0;
}

export function endWrite(account: LeaseAccount, isDone: boolean): void {
  if (account.write === null) return;
  if (isDone) account.held = account.write.held;
  else account.used += account.write.used;
  account.write = null;
}

/** A write that seemed to be refused was done after all. */
export function endLate(account: LeaseAccount, write: { used: number; held: number }): void {
  account.held = write.held;
  account.used -= write.used;
}
