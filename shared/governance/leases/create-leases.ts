import type { Claim } from '../claim.ts';
import type { GovernancePorts } from '../governance-ports.ts';
import type { GovernedCall } from '../governor.ts';
import { nameOf } from '../read-counters.ts';
import { createDemands } from './demand.ts';
import { amountsOf, gatherMilliseconds, type LeasedClaim } from './lease.ts';
import { isLow } from './lease-account.ts';
import { createLeaseHealth } from './lease-health.ts';
import { avoid, openPlace, type Place, type PlaceContext, unusedIn, want, workOn, writeAfter } from './lease-place.ts';
import { isRunning } from './lease-room.ts';
import { countersWith } from './leased-counters.ts';
import { type LeasedPart, takePart } from './leased-part.ts';
import type { Leases } from './leases.ts';

const maxPlaces = 500;
/**
 * For so long a call waits for a write that others need as well: one that hangs is not to stop them all. Who goes past it takes from
 * the table beside the lease, and is told of what that holds as used.
 */
const patienceMilliseconds = 150;

/** The leases of a process. */
export function createLeases(ports: GovernancePorts, patience = patienceMilliseconds): Leases {
  const context: PlaceContext = {
    ...{ ports, demands: createDemands(ports.clock), places: new Map(), health: createLeaseHealth(ports) },
  };
  const { demands, places } = context;
  const gathering = createGathering(context);

  // A limit of requests has a counter for each minute.
  const demandNameOf = (claim: LeasedClaim) => (claim.kind === 'window' ? claim.key.pk : nameOf(claim.key));

  function takeOne(claim: LeasedClaim, call: GovernedCall): LeasedPart | null | Promise<LeasedPart | null> {
    const name = nameOf(claim.key);
    const demandName = demandNameOf(claim);
    const demand = demands.comes(demandName, call);
    const turns = call.turns ?? [];
    const place = places.get(name);
    const part = place === undefined ? null : takeFrom(place, claim, turns);
    if (part !== null) return part;
    const now = ports.clock();
    const isAsked = demand.isFrequent && amountsOf(claim).some((amount) => amount > 0);
    const isWorthwhile = isAsked && now >= demand.avoidUntil && isRunning(claim, now);
    if (!isWorthwhile || (place === undefined && places.size >= maxPlaces)) return null;
    return waitFor(place ?? openPlace(context, { name, demandName, claim }), claim, turns);
  }

  function takeFrom(place: Place, claim: LeasedClaim, turns: readonly number[]): LeasedPart | null {
    const ended = () => {
      const demand = demands.of(place.demandName);
      if (demand !== undefined) demand.lastAt = ports.clock();
      gathering.begin();
    };
    const part = place.lease === null ? null : takePart(place.lease, { claim, turns, now: ports.clock(), ended });
    if (part === null) return null;
    gathering.begin();
    // Nobody waits for it, and whoever comes next finds more.
    if (place.working === null && part.lease.accounts.some(isLow)) void workOn(context, place, 'gather', turns);
    return part;
  }

  /** Those that come at the same time wait for one write together. */
  async function waitFor(place: Place, claim: LeasedClaim, turns: readonly number[]): Promise<LeasedPart | null> {
    const amounts = amountsOf(claim);
    want(place, amounts, 1);
    gathering.begin();
    try {
      // The first may have been on its way before it knew of this call.
      for (let waited = 0; waited < 2; waited++) {
        const isOver = await isOverWithin(patience, place.working ?? workOn(context, place, 'gather', turns));
        const part = takeFrom(place, claim, turns);
        if (part !== null) return part;
        if (!isOver) break;
        if (place.lease === null) return null;
      }
      avoid(context, place);
      return null;
    } finally {
      want(place, amounts, -1);
    }
  }

  return {
    async take(claims, call) {
      const taken = claims.filter(isLeasable).map((claim) => takeOne(claim, call));
      const isAllThere = taken.every((part) => !(part instanceof Promise));
      const parts = isAllThere ? taken : await Promise.all(taken);
      return parts.filter((part) => part !== null) as LeasedPart[];
    },
    expect(claims, call) {
      for (const claim of claims.filter(isLeasable)) demands.comes(demandNameOf(claim), call);
    },
    countersWith,
    async giveBack(claims) {
      const theirs = claims.map(({ key }) => places.get(nameOf(key))).filter((place) => place !== undefined);
      const given = await Promise.all(theirs.map((place) => giveBackFrom(context, place, patience)));
      return given.some(Boolean);
    },
    flush: gathering.flush,
  };
}

/** What has no price holds nothing, and whether it may be called depends on what is left. */
function isLeasable(claim: Claim): claim is LeasedClaim {
  return claim.kind === 'window' || (claim.kind === 'budget' && claim.amount !== null);
}

async function giveBackFrom(context: PlaceContext, place: Place, patience: number): Promise<boolean> {
  const before = unusedIn(place);
  avoid(context, place);
  await isOverWithin(patience, writeAfter(context, place, 'return'));
  return unusedIn(place) < before;
}

/** Writes again and again, for as long as there are leases. */
function createGathering(context: PlaceContext) {
  const { places } = context;
  let timer: NodeJS.Timeout | null = null;

  function begin(): void {
    timer ??= setTimeout(gather, gatherMilliseconds).unref();
  }

  /** Waits for none of them: a write that hangs is not to keep the others from being renewed. */
  function gather(): void {
    timer = null;
    for (const place of places.values()) if (place.working === null) void writeAfter(context, place, 'gather');
    if (places.size > 0) begin();
  }

  async function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    await Promise.all(
      [...places.values()].map(async (place) => {
        await writeAfter(context, place, 'return');
        // It may have been an older write of which the outcome was found out.
        if (place.lease !== null) await writeAfter(context, place, 'return');
      }),
    );
  }

  return { begin, flush };
}

/** False if it takes too long; it goes on. */
async function isOverWithin(milliseconds: number, working: Promise<unknown>): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), milliseconds);
  void working.finally(() => resolve(true));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}
