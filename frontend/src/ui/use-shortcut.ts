import { useEffect, useEffectEvent } from 'react';
import { onShortcut } from '../lib/shortcuts.ts';

/** Runs `task` on a key or chord (`j`, `mod+k`, `g t`) while mounted. The latest one mounted wins. */
export function useShortcut(keys: string, task: () => void, isEnabled = true): void {
  const run = useEffectEvent(task);
  useEffect(() => (isEnabled ? onShortcut(keys, () => run()) : undefined), [keys, isEnabled]);
}
