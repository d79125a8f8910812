import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { Answer } from './answer.ts';

/** Nearer than this to the end counts as being there. */
const slackPx = 48;

/** Keeps the end of a growing answer in view, unless the reader has scrolled away from it. */
export function useFollowEnd(ref: RefObject<HTMLElement | null>, answer: Answer | null): void {
  const isAtEnd = useRef(true);
  useEffect(() => {
    const element = scroller(ref.current);
    const onScroll = () => {
      if (element) isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < slackPx;
    };
    element?.addEventListener('scroll', onScroll, { passive: true });
    return () => element?.removeEventListener('scroll', onScroll);
  }, [ref]);
  const startedAt = answer?.startedAt;
  useLayoutEffect(() => {
    // A new run is always followed.
    if (startedAt !== undefined) isAtEnd.current = true;
  }, [startedAt]);
  useLayoutEffect(() => {
    const element = answer !== null && isAtEnd.current ? scroller(ref.current) : null;
    element?.scrollTo({ top: element.scrollHeight });
  }, [ref, answer]);
}

/** The element itself, or on small screens the column around it. */
function scroller(element: HTMLElement | null): HTMLElement | null {
  if (element === null || getComputedStyle(element).overflowY === 'auto') return element;
  return scroller(element.parentElement);
}
