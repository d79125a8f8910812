import { useSyncExternalStore } from 'react';

/** Whether the browser says that there is no network at all; that there is one says little. */
export function isOffline(): boolean {
  return globalThis.navigator?.onLine === false;
}

export function useIsOffline(): boolean {
  return useSyncExternalStore(subscribe, isOffline);
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}
