import type { ReactNode } from 'react';

/** Explains what it wraps on hover. Elements of your own can carry `data-tip` themselves. */
export function Tooltip({ text, children }: { text: string; children: ReactNode }) {
  return <span data-tip={text}>{children}</span>;
}
