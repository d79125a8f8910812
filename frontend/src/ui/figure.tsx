import { type Figure, hoverText } from '../lib/figures/figure.ts';
import { formatCount } from '../lib/figures/format-count.ts';
import { formatDuration } from '../lib/figures/format-duration.ts';
import { formatMoney } from '../lib/figures/format-money.ts';
import { formatRelativeTime } from '../lib/figures/format-time.ts';
import { useNow } from '../lib/use-now.ts';

/** A figure: rounded to read, exact on hover and on copy. */
export function FigureText({ figure }: { figure: Figure }) {
  return (
    <span data-tip={hoverText(figure)} data-exact={figure.exact || undefined}>
      {figure.text}
    </span>
  );
}

export function Duration({ ms }: { ms: number }) {
  return <FigureText figure={formatDuration(ms)} />;
}

/** `null` is a dash with `reason` on hover, never a zero. */
export function Money({ nanoUsd, reason }: { nanoUsd: number | null; reason?: string }) {
  return <FigureText figure={formatMoney(nanoUsd, reason)} />;
}

export function Count({ value }: { value: number }) {
  return <FigureText figure={formatCount(value)} />;
}

/** Relative to now, kept current; the moment and its zone on hover. */
export function Time({ at, isShort = false }: { at: string; isShort?: boolean }) {
  return (
    <time dateTime={at}>
      <FigureText figure={formatRelativeTime(at, { now: useNow(), isShort })} />
    </time>
  );
}
