import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { Answer } from './answer.ts';

/** Nearer than this to the end counts as being there. */
const slackPx = 48;

/** Keeps the end of a growing answer in view, unless the reader has scrolled away from it. */
export function useFollowEnd(ref: RefObject<HTMLElement | null>, answer: Answer | null): void {
  const isAtEnd = useRef(true);
  useEffect(() => {
    const element = ref.current;
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
    if (answer !== null && isAtEnd.current) ref.current?.scrollTo({ top: ref.current.scrollHeight });
  }, [ref, answer]);
}
