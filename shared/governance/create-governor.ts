import { type BudgetState, budgetState } from './budget-state.ts';
import type { Claim, WindowClaim } from './claim.ts';
import { findRefusal } from './find-refusal.ts';
import type { GovernancePorts } from './governance-ports.ts';
import type { ActualUse, GovernedCall, Governor, Reservation } from './governor.ts';
import { readHeldCounter } from './held-counter.ts';
import type { LeasedPart } from './leases/leased-part.ts';
import { type Leases, noLeases } from './leases/leases.ts';
import { LimitExceededError } from './limit-exceeded-error.ts';
import { listClaims } from './list-claims.ts';
import { markFractions } from './next-mark.ts';
import { rateLimitHeaders } from './rate-limit-headers.ts';
import { type Counters, readCounters } from './read-counters.ts';
import { reclaimHolds } from './reclaim-holds.ts';
import { settleClaims } from './settle-claims.ts';
import { takeClaims } from './take-claims.ts';

const nothingRead: Counters = { of: () => undefined };
const settled = Promise.resolve();

/** Between reading and writing others write, too; after so many times the limit is as good as used up. */
const maxTries = 5;

/** Reserves before a call and settles after it, whatever the number of processes. */
export function createGovernor(ports: GovernancePorts): Governor {
  const leases = ports.leases === null ? noLeases : ports.leases(ports);
  return {
    async reserve(call) {
      const claims = listClaims(call);
      if (claims.length === 0) return emptyReservation();
      const parts = await leases.take(claims, call);
      try {
        if (parts.length === claims.length) return reserveLeased(ports, leases, { call, claims, parts });
        return await reserveWith(ports, leases, { id: ports.ids(), call, claims, parts });
      } catch (error) {
        for (const part of parts) part.giveBack();
        throw error;
      }
    },
    flush: leases.flush,
  };
}

/** Everything is leased, as for nearly all calls of a server: nothing is read or written, so there is nothing to try again. */
function reserveLeased(ports: GovernancePorts, leases: Leases, start: Omit<Start, 'id'>): Reservation {
  const { call, claims, parts } = start;
  const counters = leases.countersWith(parts, nothingRead);
  const state = budgetState(claims, counters, ports.clock());
  if (sendsElsewhere(state, call)) return sentElsewhere(parts, state);
  return reservation(ports, { ...start, id: '', open: [], counters, state });
}

async function reserveWith(ports: GovernancePorts, leases: Leases, start: Start): Promise<Reservation> {
  const leased = new Set<Claim>(start.parts.map(({ claim }) => claim));
  const attempt = { ...start, open: start.claims.filter((claim) => !leased.has(claim)) };
  let seen: Counters | null = null;
  for (let left = triesFor(attempt.open); left > 0; left--) {
    const outcome = await tryToReserve(ports, leases, attempt, seen ?? (await readCounters(ports, attempt.open)));
    if (outcome instanceof LimitExceededError) throw outcome;
    if (!('seen' in outcome)) return outcome;
    seen = outcome.seen;
  }
  const message = 'Too many calls want a part of the same limit at this moment.';
  throw new LimitExceededError(message, { code: 'rate_limit_exceeded', retryAfterSeconds: 1 });
}

/** Each mark that others reach first costs one more: calls that all come at once are judged by the same counters. */
function triesFor(open: readonly Claim[]): number {
  return maxTries + open.flatMap((claim) => (claim.kind === 'budget' ? markFractions(claim) : [])).length;
}

interface Start {
  /** One for all tries: a write whose answer was lost is found again, and not repeated. */
  id: string;
  call: GovernedCall;
  claims: readonly Claim[];
  /** What leases have given. */
  parts: readonly LeasedPart[];
}

interface Attempt extends Start {
  /** What is to be taken from the table. */
  open: readonly Claim[];
}

/** Something changed between reading and writing, or was given back: another try may do better. */
interface Changed {
  /** How the counters stand now; null if they have to be read. */
  seen: Counters | null;
}

async function tryToReserve(
  ports: GovernancePorts,
  leases: Leases,
  attempt: Attempt,
  read: Counters,
): Promise<Reservation | LimitExceededError | Changed> {
  const { id, call, claims, parts, open } = attempt;
  const counters = leases.countersWith(parts, read);
  const state = budgetState(claims, counters, ports.clock());
  const taken = { ...attempt, counters, state };
  if (isHeld(id, open, counters)) return reservation(ports, taken);
  if (sendsElsewhere(state, call)) return sentElsewhere(parts, state);
  const refusal = findRefusal(open, counters, call.at);
  if (refusal !== null) {
    if (await reclaim(ports, open, counters)) return { seen: null };
    // What lies unused in this very process must not be why.
    if (await leases.giveBack(open)) return { seen: null };
    return refusal.withHeaders(rateLimitHeaders(claims, counters, { at: call.at, isCounted: false }));
  }
  const taking = await takeClaims(open, { ports, id, counters, at: call.at });
  return taking.isTaken ? reservation(ports, { ...taken, counters: taking.before }) : taking;
}

function isHeld(id: string, claims: readonly Claim[], counters: Counters): boolean {
  return claims.some(({ kind, key }) => kind !== 'window' && readHeldCounter(counters.of(key)).holds.has(id));
}

function sendsElsewhere({ degradeTo }: BudgetState, { mayDegrade, requestedModel, modelId }: GovernedCall): boolean {
  return mayDegrade && degradeTo !== null && degradeTo !== requestedModel && degradeTo !== modelId;
}

function sentElsewhere(parts: readonly LeasedPart[], state: BudgetState): Reservation {
  for (const part of parts) part.giveBack();
  const { degradeTo, degradedBy } = state;
  return { ...emptyReservation(), ...described(state), degradeTo, degradedBy };
}

/** True if something was given back that abandoned calls held. */
async function reclaim(ports: GovernancePorts, claims: readonly Claim[], counters: Counters): Promise<boolean> {
  const held = claims.filter(({ kind }) => kind !== 'window');
  const reclaimed = await Promise.all(
    held.map(({ key }) => reclaimHolds(ports, key, readHeldCounter(counters.of(key)))),
  );
  return reclaimed.some(Boolean);
}

interface Taken extends Attempt {
  counters: Counters;
  state: BudgetState;
}

function reservation(ports: GovernancePorts, taken: Taken): Reservation {
  const { id, call, claims, parts, open, counters, state } = taken;
  let ended: Promise<void> | null = null;
  const corrected = new Set<WindowClaim>();
  const end = (actual: ActualUse | null): Promise<void> => {
    for (const part of parts) part.settle(actual, call.at);
    if (open.length === 0) return settled;
    ended ??= settleClaims(open, { ports, id, at: call.at, actual, corrected }).catch((error: unknown) => {
      // It may be tried again: what is settled already is known by its hold, which is gone.
      ended = null;
      throw error;
    });
    return ended;
  };
  return {
    id,
    headers: rateLimitHeaders(claims, counters, { at: call.at, isCounted: true }),
    applied: [...new Set(claims.map(({ rule }) => rule.id))],
    ...described(state),
    ...{ degradeTo: null, degradedBy: null },
    settle: end,
    release: () => end(null),
  };
}

function described({ remainingFraction, warnings }: BudgetState) {
  return { remainingBudgetFraction: remainingFraction, warnings };
}

function emptyReservation(): Reservation {
  const nothing = async () => undefined;
  return {
    ...{ id: '', headers: {}, applied: [], remainingBudgetFraction: null, degradeTo: null, degradedBy: null },
    warnings: [],
    ...{ settle: nothing, release: nothing },
  };
}
