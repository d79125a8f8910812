import type { CSSProperties, ReactNode, Ref } from 'react';
import { cx } from './cx.ts';
import edge from './scroll-edge.module.css';

interface ScrollLook {
  /** What it holds. Read out. */
  label: string;
  className?: string | undefined;
  style?: CSSProperties | undefined;
  children: ReactNode;
}

/** What scrolls inside itself: it has a name, is a landmark by it, and the keyboard reaches it. */
export function ScrollRegion({ label, ref, className, ...look }: ScrollLook & { ref?: Ref<HTMLElement> | undefined }) {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
  return <section {...look} ref={ref} className={cx(edge['edges'], className)} tabIndex={0} aria-label={label} />;
}

/** The same without a landmark: a page may hold many blocks of code under one name. */
export function ScrollBlock({ label, className, ...look }: ScrollLook) {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
  // biome-ignore lint/a11y/useSemanticElements: a section with a name would be a landmark
  return <div {...look} className={cx(edge['edges'], className)} role="group" tabIndex={0} aria-label={label} />;
}
