import { startTransition, useEffect, useState, useSyncExternalStore } from 'react';

export interface Store<T> {
  get(): T;
  set(next: T): void;
  subscribe(listener: () => void): () => void;
}

/** A value outside React that components can read with `useStore`. */
export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}

/**
 * As `useStore`, for what changes often and is much to render: React renders it in slices of 5 ms, between which the browser
 * draws and answers, and leaves out what has been overtaken by then.
 */
export function useStoreInTransition<T>(store: Store<T>): T {
  const [held, setHeld] = useState(() => ({ store, value: store.get() }));
  useEffect(() => {
    const take = () => startTransition(() => setHeld({ store, value: store.get() }));
    take();
    return store.subscribe(take);
  }, [store]);
  return held.store === store ? held.value : store.get();
}
