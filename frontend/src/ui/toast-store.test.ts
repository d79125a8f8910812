import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { dismissToast, holdToasts, toast, toasts } from './toast-store.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  for (const { id } of toasts.get()) dismissToast(id);
  vi.useRealTimers();
});
const shown = () => toasts.get().map(({ message }) => message);

it('shows what can be undone for twelve seconds, the rest for six', () => {
  toast('Saved.');
  toast('Tagged.', { undo: () => undefined });
  vi.advanceTimersByTime(6000);
  expect(shown()).toEqual(['Tagged.']);
  vi.advanceTimersByTime(5999);
  expect(shown()).toEqual(['Tagged.']);
  vi.advanceTimersByTime(1);
  expect(shown()).toEqual([]);
});

it('stays under the pointer and the focus, and then for its whole time', () => {
  toast('Tagged.', { undo: () => undefined });
  holdToasts('pointer', true);
  holdToasts('focus', true);
  toast('Saved.');
  holdToasts('pointer', false);
  vi.advanceTimersByTime(600_000);
  expect(shown()).toEqual(['Tagged.', 'Saved.']);
  holdToasts('focus', false);
  vi.advanceTimersByTime(11_999);
  expect(shown()).toEqual(['Tagged.']);
  vi.advanceTimersByTime(1);
  expect(shown()).toEqual([]);
});

it('forgets the focus of what was dismissed under it', () => {
  toast('Tagged.', { undo: () => undefined });
  toast('Saved.');
  holdToasts('focus', true);
  dismissToast(toasts.get()[0]?.id ?? 0);
  vi.advanceTimersByTime(6000);
  expect(shown()).toEqual([]);
});

it('keeps errors until they are dismissed, each once, whatever comes after them', () => {
  toast('It failed.', { tone: 'stop' });
  toast('It failed.', { tone: 'stop' });
  for (const name of ['a', 'b', 'c', 'd']) toast(`Saved ${name}.`);
  expect(shown()).toEqual(['It failed.', 'Saved b.', 'Saved c.', 'Saved d.']);
  vi.advanceTimersByTime(600_000);
  expect(shown()).toEqual(['It failed.']);
  for (let index = 0; index < 9; index += 1) toast(`Error ${index}.`, { tone: 'stop' });
  expect(shown()).toHaveLength(5);
});
