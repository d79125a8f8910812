import type { Page } from 'playwright-core';
import { percentile, round } from '../gateway/percentile.ts';
import type { MainThreadTask } from './trace-main-thread.ts';

/** What an animation frame may take. */
const budgetMs = 50;

/** Of its duration, what scripts took, and what style and layout. */
interface LongFrame {
  start: number;
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
        globalThis.frameWatch.long.push({ start: startTime, duration, script, layout });
      }
    }).observe({ type: 'long-animation-frame' });
  }
}`;

/** Begins, or begins anew, to note how long frames take. */
export async function watchFrames(page: Page): Promise<void> {
  await page.evaluate(beginWatching);
}

async function readWatched(page: Page): Promise<Watched> {
  return await page.evaluate<Watched>('globalThis.frameWatch');
}

/** How many frames came late in a page: of one that does next to nothing it says what the machine does. */
export async function readLateFrames(page: Page) {
  const { deltas, long } = await readWatched(page);
  return {
    frames: deltas.length,
    framesOverBudget: deltas.filter((ms) => ms > budgetMs).length,
    longest: round(Math.max(...deltas), 1),
    longAnimationFrames: long.length,
  };
}

/** What the frames since came to. */
export async function readFrames(page: Page) {
  const { deltas, long } = await readWatched(page);
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
    budgetMs,
  };
}

/** What of the long frames since the page's main thread has worked. */
export async function readWork(page: Page, tasks: readonly MainThreadTask[]) {
  const { long } = await readWatched(page);
  const frames = long.map((frame) => ({ ...frame, cpuMs: cpuWithin(tasks, frame) }));
  return {
    /** In which the page itself worked for longer than the budget; in the others it waited for the processor. */
    longAnimationFramesOfPage: frames.filter(({ cpuMs }) => cpuMs > budgetMs).length,
    longestAnimationFrames: frames
      .toSorted((a, b) => b.cpuMs - a.cpuMs)
      .slice(0, 5)
      .map(({ duration, cpuMs, script, layout }) => ({
        ...{ ms: round(duration, 1), cpuMs: round(cpuMs, 1), scriptMs: round(script, 1), layoutMs: round(layout, 1) },
      })),
    tasks: describeTasks(tasks),
  };
}

/** What of the tasks lies within the frame: a task that began before counts by its share. */
function cpuWithin(tasks: readonly MainThreadTask[], { start, duration }: LongFrame): number {
  const end = start + duration;
  return tasks.reduce((sum, task) => {
    const shared = Math.min(task.end, end) - Math.max(task.start, start);
    return shared <= 0 ? sum : sum + (task.cpuMs * shared) / (task.end - task.start);
  }, 0);
}

function describeTasks(tasks: readonly MainThreadTask[]) {
  const longest = (read: (task: MainThreadTask) => number) =>
    tasks
      .map(read)
      .toSorted((a, b) => b - a)
      .slice(0, 5)
      .map((ms) => round(ms, 1));
  return {
    count: tasks.length,
    overBudget: tasks.filter(({ start, end }) => end - start > budgetMs).length,
    overBudgetOfPage: tasks.filter(({ cpuMs }) => cpuMs > budgetMs).length,
    longestMs: longest(({ start, end }) => end - start),
    longestCpuMs: longest(({ cpuMs }) => cpuMs),
  };
}
