import type { Clock } from './clock.ts';

export interface CacheOptions<T> {
  clock: Clock;
  /** Null if there is no such thing. */
  load: (key: string) => Promise<T | null>;
  foundMilliseconds: number;
  missingMilliseconds: number;
  /** The oldest entry goes when a new one would exceed this. */
  maxEntries: number;
}

export interface Cache<T> {
  get(key: string): Promise<T | null>;
  /** Loads again if what is held was loaded before `olderThan` (epoch milliseconds). */
  refresh(key: string, olderThan: number): Promise<T | null>;
}

interface Entry<T> {
  value: T | null;
  loadedAt: number;
  expiresAt: number;
}

/**
 * A bounded cache in memory. Callers that ask for the same key at the same time share one load; a failed load is not
 * remembered. Age counts from before the load, so that nothing is served longer than promised.
 */
export function createCache<T>(options: CacheOptions<T>): Cache<T> {
  const entries = new Map<string, Entry<T>>();
  const loading = new Map<string, Promise<T | null>>();

  function load(key: string): Promise<T | null> {
    const running = loading.get(key);
    if (running) return running;
    const promise = loadAndKeep(key).finally(() => loading.delete(key));
    loading.set(key, promise);
    return promise;
  }

  async function loadAndKeep(key: string): Promise<T | null> {
    const loadedAt = options.clock();
    const value = await options.load(key);
    const lifetime = value === null ? options.missingMilliseconds : options.foundMilliseconds;
    entries.delete(key);
    const [oldest] = entries.keys();
    if (entries.size >= options.maxEntries && oldest !== undefined) entries.delete(oldest);
    entries.set(key, { value, loadedAt, expiresAt: loadedAt + lifetime });
    return value;
  }

  return {
    async get(key) {
      const entry = entries.get(key);
      return entry && options.clock() < entry.expiresAt ? entry.value : await load(key);
    },
    async refresh(key, olderThan) {
      const entry = entries.get(key);
      return entry && entry.loadedAt >= olderThan ? entry.value : await load(key);
    },
  };
}
