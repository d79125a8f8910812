import type { Clock } from '../../../shared/runtime/clock.ts';

/** Events of a second that one process passes on for a project; three processes at most run at a time. */
const maxPerSecond = 250;
/** The least that is shown, of 16,000 events a second. */
const smallest = 1 / 64;
/** Only after this long, and with room to spare, more is shown again: a picture that changes its grain is hard to read. */
const calmMs = 5_000;
const spare = 0.8;
const maxProjects = 1_000;

interface Window {
  second: number;
  count: number;
  before: number;
  fraction: number;
  changedAt: number;
}

export interface Sampler {
  /** Counts events that have come, and says which fraction of the calls may be shown now. */
  fractionFor(projectId: string, eventCount: number): number;
}

/** Halves what is shown of a project until it fits, and doubles it again when there is room for that. */
export function createSampler({ clock }: { clock: Clock }): Sampler {
  const windows = new Map<string, Window>();

  function windowOf(projectId: string, now: number): Window {
    const found = windows.get(projectId);
    if (found) return found;
    if (windows.size >= maxProjects) windows.clear();
    const created = { second: Math.floor(now / 1000), count: 0, before: 0, fraction: 1, changedAt: 0 };
    windows.set(projectId, created);
    return created;
  }

  return {
    fractionFor(projectId, eventCount) {
      const now = clock();
      const window = windowOf(projectId, now);
      const rate = count(window, now, eventCount);
      const fitting = Math.max(smallest, 2 ** Math.min(0, Math.floor(Math.log2(maxPerSecond / rate))));
      const hasRoom = rate * window.fraction * 2 <= maxPerSecond * spare && now - window.changedAt >= calmMs;
      if (fitting < window.fraction) change(window, fitting, now);
      else if (window.fraction < 1 && hasRoom) change(window, window.fraction * 2, now);
      return window.fraction;
    },
  };
}

function change(window: Window, fraction: number, now: number): void {
  window.fraction = fraction;
  window.changedAt = now;
}

/** Events a second: of this second, and of as much of the last as the moving second still covers. */
function count(window: Window, now: number, eventCount: number): number {
  const second = Math.floor(now / 1000);
  if (second !== window.second) {
    window.before = second === window.second + 1 ? window.count : 0;
    window.second = second;
    window.count = 0;
  }
  window.count += eventCount;
  const elapsed = (now - second * 1000) / 1000;
  return window.count + window.before * (1 - elapsed);
}
