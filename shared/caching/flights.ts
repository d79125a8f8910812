import type { JsonObject } from '../json/json-object.ts';

/** A call that is under way in this process, and those that wait for its answer. */
export interface Flight {
  /** Whether the caller is the first, who has to `land` it. */
  isMine: boolean;
  landed: Promise<JsonObject | null>;
  /** Ends it, with an answer for who waits, or null. */
  land(completion: JsonObject | null): void;
}

export interface Flights {
  /** Joins the flight of that name, or begins it. */
  join(name: string): Flight;
}

export function createFlights(): Flights {
  const running = new Map<string, Flight>();
  return {
    join(name) {
      const known = running.get(name);
      if (known !== undefined) return { ...known, isMine: false };
      const { promise, resolve } = Promise.withResolvers<JsonObject | null>();
      const flight: Flight = {
        isMine: true,
        landed: promise,
        land(completion) {
          if (running.get(name) === flight) running.delete(name);
          resolve(completion);
        },
      };
      running.set(name, flight);
      return flight;
    },
  };
}
