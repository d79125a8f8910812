import { createStore } from '../lib/create-store.ts';
import type { Tone } from './status.tsx';

export interface Toast {
  id: number;
  message: string;
  tone: Tone;
  undo: (() => void) | null;
}

const shownMs = 6000;
/** Time to read what was done, to find the button and to come to it with the keys (WCAG 2.2.1). */
const undoShownMs = 12_000;
const mostPassing = 3;
const mostErrors = 5;

export const toasts = createStore<readonly Toast[]>([]);
const timers = new Map<number, ReturnType<typeof setTimeout>>();
const holds = new Set<'pointer' | 'focus'>();
let nextId = 1;

const isError = ({ tone }: Toast): boolean => tone === 'stop';

/** Says what happened. `undo` offers the way back while it is shown. Errors stay until they are dismissed. */
export function toast(message: string, options: { tone?: Tone; undo?: () => void } = {}): void {
  const { tone = 'go', undo = null } = options;
  const added = { id: nextId++, message, tone, undo };
  // The same error again is not a second one.
  const others = toasts.get().filter((other) => !isError(added) || other.message !== message || other.undo !== null);
  toasts.set(withRoom([...others, added]));
  startTimers();
}

export function dismissToast(id: number): void {
  // What is taken away under the focus is not always told to have lost it.
  holds.delete('focus');
  toasts.set(toasts.get().filter((other) => other.id !== id));
  if (toasts.get().length === 0) holds.clear();
  startTimers();
}

/** While the pointer or the focus is on them, messages stay; afterwards each has its whole time again. */
export function holdToasts(by: 'pointer' | 'focus', isHeld: boolean): void {
  if (isHeld) holds.add(by);
  else holds.delete(by);
  if (holds.size > 0) stopTimers();
  else startTimers();
}

function withRoom(list: readonly Toast[]): Toast[] {
  const kept = new Set([
    ...list.filter((each) => !isError(each)).slice(-mostPassing),
    ...list.filter(isError).slice(-mostErrors),
  ]);
  return list.filter((each) => kept.has(each));
}

function startTimers(): void {
  const shown = toasts.get();
  for (const id of timers.keys()) if (!shown.some((each) => each.id === id)) stopTimer(id);
  if (holds.size > 0) return;
  for (const each of shown) {
    if (isError(each) || timers.has(each.id)) continue;
    const ms = each.undo === null ? shownMs : undoShownMs;
    timers.set(
      each.id,
      setTimeout(() => dismissToast(each.id), ms),
    );
  }
}

function stopTimers(): void {
  for (const id of timers.keys()) stopTimer(id);
}

function stopTimer(id: number): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
}
