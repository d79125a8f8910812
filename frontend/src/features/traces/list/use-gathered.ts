import { useEffect, useEffectEvent, useRef } from 'react';

/** Hands over what arrives within `waitMs` at once: a list is drawn once for many events. */
export function useGathered<T>(take: (items: readonly T[]) => void, waitMs: number): (item: T) => void {
  const held = useRef<T[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const handOver = useEffectEvent(() => {
    timer.current = null;
    const items = held.current;
    held.current = [];
    if (items.length > 0) take(items);
  });
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );
  return (item) => {
    held.current.push(item);
    timer.current ??= setTimeout(() => handOver(), waitMs);
  };
}
