import { useState } from 'react';
import { useShortcut } from '../../../ui/use-shortcut.ts';
import { lengthOf, type TimeWindow, windowAround, zoomed } from '../lay-out-waterfall.ts';
import type { Forest, SpanNode } from './span-forest.ts';

export interface Zoom {
  window: TimeWindow;
  isZoomed: boolean;
  /** Null shows the whole trace. */
  set: (window: TimeWindow | null) => void;
  closer: () => void;
  wider: () => void;
}

/** What time the waterfall shows; `+` goes to the selected span and then closer, `-` back, `0` to the whole. */
export function useZoom(forest: Forest, selected: SpanNode | null): Zoom {
  const [chosen, set] = useState<TimeWindow | null>(null);
  const whole: TimeWindow = { startMs: forest.startMs, endMs: forest.endMs };
  const window = chosen ?? whole;
  const by = (factor: number) => {
    const target = selected === null ? null : windowAround(selected, whole);
    const isNear = target === null || lengthOf(target) >= lengthOf(window) * 0.9 || lengthOf(target) === 0;
    if (factor < 1 && !isNear && target) return set(target);
    const centre = selected === null ? (window.startMs + window.endMs) / 2 : (selected.startMs + selected.endMs) / 2;
    const next = zoomed(window, whole, factor, centre);
    set(lengthOf(next) >= lengthOf(whole) ? null : next);
  };
  const closer = () => by(0.5);
  const wider = () => by(2);
  useShortcut('+', closer);
  useShortcut('=', closer);
  useShortcut('-', wider);
  useShortcut('0', () => set(null));
  return { window, isZoomed: chosen !== null, set, closer, wider };
}
