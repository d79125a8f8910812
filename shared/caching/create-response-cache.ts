import type { JsonObject } from '../json/json-object.ts';
import type { Ids } from '../runtime/ids.ts';
import { addCacheCounts, type CacheCounts } from '../storage/response-cache-counts.ts';
import {
  type CacheEntryPorts,
  type CachePlace,
  type CacheState,
  putAnswer,
  readCacheState,
  releaseLease,
  renewLease,
  takeLease,
} from '../storage/response-cache-entries.ts';
import { createFlights, type Flight } from './flights.ts';
import { pause } from './pause.ts';

export interface ResponseCachePorts extends CacheEntryPorts {
  ids: Ids;
  /** Milliseconds that only ever grow. */
  monotonic: () => number;
  /** From 0 to below 1; spreads those who wait. */
  random: () => number;
  times: CacheTimes;
}

/** Milliseconds. */
export interface CacheTimes {
  /** Renewed three times in it; a process that dies holds others up for so long. */
  lease: number;
  /** After so long a call that waits for another is made itself. */
  longestWait: number;
  firstPoll: number;
  longestPoll: number;
}

export const defaultCacheTimes: CacheTimes = { lease: 15_000, longestWait: 60_000, firstPoll: 50, longestPoll: 1_000 };

export interface CacheRequest extends CachePlace {
  ttlSeconds: number;
  /** Ends the waiting. */
  signal: AbortSignal;
}

/** The call that is made for all that are the same. One of the two has to be called, once. */
export interface CacheLead {
  kind: 'lead';
  /** False if nothing was kept, because this call was too slow and another took its place. */
  store(completion: JsonObject): Promise<boolean>;
  /** There is no answer that could be shared. */
  abandon(): Promise<void>;
}

export type CacheTurn =
  | { kind: 'hit' | 'shared'; completion: JsonObject }
  | CacheLead
  /** The call is made, and nothing comes of it for others. */
  | { kind: 'alone' }
  /** The project does not want answers to be kept. */
  | { kind: 'off' }
  | { kind: 'too-long'; maxTtlSeconds: number };

export interface ResponseCache {
  /** Finds an answer, waits for one that is under way, or says that this call is to make it. */
  begin(request: CacheRequest): Promise<CacheTurn>;
  count(place: Pick<CachePlace, 'projectId' | 'namespace'>, counts: Partial<CacheCounts>): Promise<void>;
}

/**
 * Answers that are given again, and calls that share one while it is under way: calls of one process by a promise, those
 * of different processes by a lease in the table.
 */
export function createResponseCache(ports: ResponseCachePorts): ResponseCache {
  const flights = createFlights();
  return {
    async begin(request) {
      const state = await readCacheState(ports, request);
      const { isEnabled, maxTtlSeconds } = state.settings;
      if (!isEnabled) return { kind: 'off' };
      if (request.ttlSeconds > maxTtlSeconds) return { kind: 'too-long', maxTtlSeconds };
      if (state.completion !== null) return { kind: 'hit', completion: state.completion };
      // Who comes after a clearing must not share what was asked for before it.
      const name = `${request.key}.${state.generation}`;
      const flight = flights.join(name);
      if (flight.isMine) return await contend(ports, request, state, flight);
      return await follow(ports, request, flight);
    },
    count: (place, counts) => addCacheCounts({ ...ports, tableName: ports.rollupsTable }, place, counts),
  };
}

/** After a failure each goes alone: waiting for one another, they would only fail one after the other. */
async function follow({ times }: ResponseCachePorts, { signal }: CacheRequest, flight: Flight): Promise<CacheTurn> {
  const completion = await Promise.race([flight.landed, pause(times.longestWait, signal, flight.landed)]);
  signal.throwIfAborted();
  return completion ? { kind: 'shared', completion } : { kind: 'alone' };
}

/** Of this process, the one that deals with the others: it takes the lease, or waits for what its holder answers. */
async function contend(
  ports: ResponseCachePorts,
  request: CacheRequest,
  { generation }: CacheState,
  flight: Flight,
): Promise<CacheTurn> {
  const { times } = ports;
  const lease = { id: ports.ids(), milliseconds: times.lease };
  const deadline = ports.monotonic() + times.longestWait;
  try {
    for (let poll = times.firstPoll; ; poll = Math.min(poll * 1.5, times.longestPoll)) {
      if (await takeLease(ports, request, lease, generation))
        return lead(ports, request, { lease, generation, flight });
      const { completion } = await readCacheState(ports, request);
      if (completion !== null) return shared(flight, completion);
      if (ports.monotonic() >= deadline) break;
      await pause(poll * (0.5 + ports.random() / 2), request.signal);
      request.signal.throwIfAborted();
    }
  } catch (error) {
    flight.land(null);
    throw error;
  }
  flight.land(null);
  return { kind: 'alone' };
}

function shared(flight: Flight, completion: JsonObject): CacheTurn {
  flight.land(completion);
  return { kind: 'shared', completion };
}

interface Held {
  lease: { id: string; milliseconds: number };
  generation: string;
  flight: Flight;
}

function lead(ports: ResponseCachePorts, request: CacheRequest, { lease, generation, flight }: Held): CacheLead {
  // What fails here only makes the lease end earlier, and then another call is made.
  const renewal = setInterval(
    () => void renewLease(ports, request, lease).catch(() => undefined),
    lease.milliseconds / 3,
  );
  renewal.unref();
  return {
    kind: 'lead',
    async store(completion) {
      clearInterval(renewal);
      flight.land(completion);
      const { ttlSeconds } = request;
      return await putAnswer(ports, request, lease, { completion, generation, ttlSeconds });
    },
    async abandon() {
      clearInterval(renewal);
      flight.land(null);
      await releaseLease(ports, request, lease);
    },
  };
}
