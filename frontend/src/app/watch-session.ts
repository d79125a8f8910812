import { sessionStore, watchOtherTabs } from '../lib/session.ts';
import { queryClient } from './query-client.ts';
import { router } from './router.tsx';

/** When the session ends, nothing of it stays on screen or in memory. */
export function watchSession(): void {
  watchOtherTabs();
  sessionStore.subscribe(() => {
    if (sessionStore.get() !== null) return;
    queryClient.clear();
    void router.invalidate();
  });
}
