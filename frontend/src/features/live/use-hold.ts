import { type FocusEvent, type PointerEvent, type UIEvent, useEffect, useMemo } from 'react';
import type { LiveFeed } from './create-live-feed.ts';

/** So long after the pointer has moved over it the list may move again. */
const restMs = 1_500;

/**
 * Holds the list still while somebody points at it, walks it with the keyboard or has scrolled down: nothing that is new
 * is thrown under the cursor. The handlers belong on what is around the list.
 */
export function useHold(feed: LiveFeed) {
  const hold = useMemo(() => createHold(feed), [feed]);
  useEffect(() => hold.release, [hold]);
  return hold.handlers;
}

type Reason = 'pointer' | 'focus' | 'scroll';

function createHold(feed: LiveFeed) {
  const reasons = new Set<Reason>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const set = (reason: Reason, isHeld: boolean) => {
    if (isHeld) reasons.add(reason);
    else reasons.delete(reason);
    feed.hold(reasons.size > 0);
  };
  const letPointerGo = () => {
    clearTimeout(timer);
    set('pointer', false);
  };
  return {
    release() {
      clearTimeout(timer);
      reasons.clear();
      feed.hold(false);
    },
    handlers: {
      onPointerMove({ pointerType }: PointerEvent) {
        if (pointerType !== 'mouse') return;
        clearTimeout(timer);
        timer = setTimeout(letPointerGo, restMs);
        set('pointer', true);
      },
      onPointerLeave: letPointerGo,
      onFocus: ({ target }: FocusEvent) => set('focus', target instanceof Element && target.closest('tbody') !== null),
      onBlur: () => set('focus', false),
      onScrollCapture: ({ target }: UIEvent) => set('scroll', target instanceof Element && target.scrollTop > 0),
    },
  };
}
