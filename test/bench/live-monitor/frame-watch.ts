import type { Page } from 'playwright-core';
import { percentile, round } from '../gateway/percentile.ts';

/** Of its duration, what scripts took, and what style and layout. */
interface LongFrame {
  duration: number;
  script: number;
  layout: number;
}

interface Watched {
  /** Milliseconds between animation frames. */
  deltas: number[];
  /** Frames that took 50 ms or more, by the browser's own account (Long Animation Frames API). */
  long: LongFrame[];
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
      for (const { startTime, duration, styleAndLayoutStart, scripts } of list.getEntries()) {
        const script = scripts.reduce((sum, each) => sum + each.duration, 0);
        const layout = styleAndLayoutStart === 0 ? 0 : startTime + duration - styleAndLayoutStart;
        globalThis.frameWatch.long.push({ duration, script, layout });
      }
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
    longestAnimationFrames: long
      .toSorted((a, b) => b.duration - a.duration)
      .slice(0, 5)
      .map((each) => ({
        ms: round(each.duration, 1),
        scriptMs: round(each.script, 1),
        layoutMs: round(each.layout, 1),
      })),
    budgetMs,
  };
}
