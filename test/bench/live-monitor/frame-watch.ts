import type { Page } from 'playwright-core';
import { percentile, round } from '../gateway/percentile.ts';

interface Watched {
  /** Milliseconds between animation frames. */
  deltas: number[];
  /** Frames that took 50 ms or more, by the browser's own account (Long Animation Frames API). */
  long: { duration: number; blocking: number }[];
}

/** Runs in the page, as text: these tests know no DOM. */
const beginWatching = `{
  const isFirst = globalThis.frameWatch === undefined;
  globalThis.frameWatch = { deltas: [], long: [] };
  if (isFirst) {
    let before = performance.now();
    const frame = (now) => {
      globalThis.frameWatch.deltas.push(now - before);
      before = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    new PerformanceObserver((list) => {
      for (const { duration, blockingDuration: blocking } of list.getEntries())
        globalThis.frameWatch.long.push({ duration, blocking });
    }).observe({ type: 'long-animation-frame' });
  }
}`;

/** Begins, or begins anew, to note how long frames take. */
export async function watchFrames(page: Page): Promise<void> {
  await page.evaluate(beginWatching);
}

const budgetMs = 50;

/** What the frames since came to. */
export async function readFrames(page: Page) {
  const { deltas, long } = await page.evaluate<Watched>('globalThis.frameWatch');
  const worst = deltas.toSorted((a, b) => b - a).slice(0, 5);
  return {
    frames: deltas.length,
    frameMs: {
      p50: percentile(deltas, 50),
      p95: percentile(deltas, 95),
      p99: percentile(deltas, 99),
      longest: worst.map((ms) => round(ms, 1)),
    },
    framesOverBudget: deltas.filter((ms) => ms > budgetMs).length,
    longAnimationFrames: long.length,
    longestAnimationFrameMs: round(Math.max(0, ...long.map(({ duration }) => duration)), 1),
    budgetMs,
  };
}
