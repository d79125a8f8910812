import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import type { ChartGroup } from './chart-group.ts';
import type { TimeRange } from './chart-types.ts';
import { snapRange } from './geometry.ts';

export interface BrushOptions {
  group: ChartGroup;
  range: TimeRange & { stepMs: number };
  /** Where the plot begins and ends, in pixels of the element. */
  plot: readonly [number, number];
}

/** A hand that trembles does not mean a range. */
const leastDrag = 5;

const stepsOf: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/** Pointing moves the crosshair, dragging selects whole buckets, a click clears; arrows, shift with arrows and enter do the same. */
export function useBrush({ group, range, plot }: BrushOptions) {
  const startX = useRef<number | null>(null);
  const anchor = useRef<number | null>(null);
  const timeAt = (x: number) => {
    const part = (x - plot[0]) / Math.max(1, plot[1] - plot[0]);
    return range.from + Math.min(1, Math.max(0, part)) * (range.to - range.from);
  };
  const xOf = (event: PointerEvent<HTMLElement>) => event.clientX - event.currentTarget.getBoundingClientRect().left;
  const select = (a: number, b: number) => group.selection.set(snapRange(a, b, range));

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const x = xOf(event);
    group.crosshair.set(timeAt(x));
    const start = startX.current;
    if (start !== null && Math.abs(x - start) >= leastDrag) select(timeAt(start), timeAt(x));
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    startX.current = xOf(event);
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    const start = startX.current;
    startX.current = null;
    if (start !== null && Math.abs(xOf(event) - start) < leastDrag) group.selection.set(null);
  };
  const onPointerLeave = () => {
    if (startX.current === null) group.crosshair.set(null);
  };

  const move = (steps: number) => {
    const at = group.crosshair.get() ?? (steps > 0 ? range.from - range.stepMs / 2 : range.to + range.stepMs / 2);
    group.crosshair.set(Math.min(range.to - 1, Math.max(range.from, at + steps * range.stepMs)));
  };
  /** From where shift was first held to where the crosshair is by now. */
  const stretch = (steps: number) => {
    const before = group.crosshair.get();
    move(steps);
    const at = group.crosshair.get();
    anchor.current ??= before ?? at;
    if (at !== null && anchor.current !== null) select(anchor.current, at);
  };
  const moved = (steps: number, isStretching: boolean): void => {
    if (!isStretching) anchor.current = null;
    if (isStretching) stretch(steps);
    else move(steps);
  };
  const pressed = (key: string, isStretching: boolean): boolean => {
    const steps = stepsOf[key];
    const at = group.crosshair.get();
    if (steps !== undefined) moved(steps, isStretching);
    else if (key === 'Enter' && at !== null) select(at, at);
    else if (key === 'Escape' && (at !== null || group.selection.get() !== null)) clear();
    else return false;
    return true;
  };
  const clear = () => {
    anchor.current = null;
    group.crosshair.set(null);
    group.selection.set(null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (pressed(event.key, event.shiftKey)) event.preventDefault();
  };
  const onBlur = () => group.crosshair.set(null);
  return { onPointerMove, onPointerDown, onPointerUp, onPointerLeave, onKeyDown, onBlur };
}
