import type { GovernancePorts } from '../governance-ports.ts';
import { acquireLease, type Want } from './acquire-lease.ts';
import { type Demands, frequentMilliseconds } from './demand.ts';
import { amountsOf, type Lease, type LeasedClaim } from './lease.ts';
import { unusedOf } from './lease-account.ts';
import type { LeaseHealth } from './lease-health.ts';
import { beginLeaseWrite } from './lease-write.ts';
import { planWrite, type WriteReason } from './plan-write.ts';
import { sendLeaseWrite } from './send-lease-write.ts';
import { lookAtPrevious } from './sight.ts';

/** A counter that this process has a lease of, or asks for one. */
export interface Place {
  readonly name: string;
  readonly demandName: string;
  readonly claim: LeasedClaim;
  lease: Lease | null;
  /** For each amount, what calls wait for. */
  readonly wanted: readonly Want[];
  /** A write under way, of which there is one at a time. Never rejects. */
  working: Promise<void> | null;
}

export interface PlaceContext {
  ports: GovernancePorts;
  demands: Demands;
  places: Map<string, Place>;
  health: LeaseHealth;
}

/** No lease is asked for again so soon after there was none to be had. */
const avoidMilliseconds = 5_000;

export function openPlace({ places }: PlaceContext, known: Pick<Place, 'name' | 'demandName' | 'claim'>): Place {
  const wanted = amountsOf(known.claim).map(() => ({ sum: 0, largest: 0 }));
  const place: Place = { ...known, lease: null, wanted, working: null };
  places.set(place.name, place);
  return place;
}

/** Takes a first lease, or writes what became of the one that there is; whoever comes meanwhile waits for the same. */
export function workOn(context: PlaceContext, place: Place, reason: WriteReason, turns: readonly number[]) {
  const working = work(context, place, () =>
    place.lease === null ? acquire(context, place, turns) : write(context, place, reason),
  );
  place.working = working;
  return working;
}

/** Writes what became of a lease, after what is under way. */
export async function writeAfter(context: PlaceContext, place: Place, reason: WriteReason): Promise<void> {
  while (place.working !== null) await place.working;
  place.working = work(context, place, () => write(context, place, reason));
  await place.working;
}

async function work(context: PlaceContext, place: Place, act: () => Promise<void>): Promise<void> {
  const { places, health } = context;
  try {
    await act();
  } catch (error) {
    avoid(context, place);
    health.failed(error);
  } finally {
    place.working = null;
    if (place.lease === null && places.get(place.name) === place) places.delete(place.name);
  }
}

async function acquire(context: PlaceContext, place: Place, turns: readonly number[]): Promise<void> {
  const { claim, wanted } = place;
  place.lease = await acquireLease(context.ports, { claim, turns, wanted, unanswered: context.health.failed });
  if (place.lease?.isOpen !== true) avoid(context, place);
}

async function write(context: PlaceContext, place: Place, reason: WriteReason): Promise<void> {
  const { lease } = place;
  if (lease === null) return;
  const { ports, health } = context;
  if (lease.pending === null && reason === 'gather') await lookAtPrevious(ports, lease);
  const wanted = place.wanted.map(({ sum }) => sum);
  const plan = () => planWrite(lease, { now: ports.clock(), reason, isActive: isActive(context, place), wanted });
  const planned = lease.pending === null ? plan() : null;
  const begun = lease.pending ?? (planned === null ? null : beginLeaseWrite(ports, lease, planned));
  if (begun === null) return;
  if (await sendLeaseWrite(ports, lease, begun)) place.lease = null;
  health.succeeded();
}

function isActive({ ports, demands }: PlaceContext, { demandName }: Place): boolean {
  const demand = demands.of(demandName);
  return demand?.isFrequent === true && ports.clock() - demand.lastAt < frequentMilliseconds;
}

export function avoid({ ports, demands }: Pick<PlaceContext, 'ports' | 'demands'>, { demandName }: Place): void {
  const demand = demands.of(demandName);
  if (demand !== undefined) demand.avoidUntil = ports.clock() + avoidMilliseconds;
}

/** Notes that a call waits; with −1, that it does no more. */
export function want({ wanted }: Place, amounts: readonly number[], sign: 1 | -1): void {
  for (const [n, each] of wanted.entries()) {
    each.sum += sign * (amounts[n] ?? 0);
    each.largest = Math.max(each.largest, amounts[n] ?? 0);
  }
}

export function unusedIn({ lease }: Place): number {
  return lease?.accounts.reduce((sum, account) => sum + unusedOf(account), 0) ?? 0;
}
