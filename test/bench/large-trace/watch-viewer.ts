import type { Browser, Page } from 'playwright-core';
import { openConsole, signIn } from '../../e2e/support/console.ts';
import type { LocalStage } from '../../support/local-stage.ts';
import { round } from '../gateway/percentile.ts';
import { startMainThread } from '../live-monitor/main-thread.ts';
import type { LongTrace } from './send-long-trace.ts';

const patienceMs = 180_000;
/** Screens that are scrolled by, and how often the wheel turns a second. */
const wheelTurns = 120;
const everyMs = 33;

/** Runs in the page, as text, before the page's own scripts: when rows and the last of them were there, and long tasks. */
const watch = `{
  const seen = (globalThis.seen = { tasks: [] });
  const look = () => {
    if (seen.first === undefined && document.querySelector('[role="treeitem"]')) seen.first = performance.now();
    const bar = document.querySelector('progress[aria-label="Loading spans"]');
    if (bar) seen.last = undefined;
    else if (seen.first !== undefined) seen.last ??= performance.now();
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) seen.tasks.push({ startTime, duration });
  }).observe({ type: 'longtask', buffered: true });
}`;

interface Seen {
  first?: number;
  last?: number;
  tasks: { startTime: number; duration: number }[];
}

/** Opens the trace in the console and scrolls through all of it; milliseconds since the page was asked for. */
export async function watchViewer(browser: Browser, stage: LocalStage, { traceId, spanCount }: LongTrace) {
  const { page, errors, close } = await openConsole(
    browser,
    stage,
    { width: 1440, theme: 'dark' },
    { bypassCSP: true },
  );
  try {
    page.setDefaultTimeout(patienceMs);
    await signIn(page, stage);
    await page.addInitScript(watch);
    await page.goto(`${stage.url}/traces/${traceId}?full=true`);
    const stopLoading = await startMainThread(page);
    await page.waitForFunction('globalThis.seen?.last !== undefined');
    const loaded = await page.evaluate<Seen>('globalThis.seen');
    const loading = await stopLoading();
    const scrolling = await scroll(page);
    const reached = await goToEnd(page, spanCount);
    if (errors.length > 0) throw new Error(`The page threw: ${errors.join('; ')}`);
    return {
      firstRowsMs: round(loaded.first ?? 0, 0),
      allRowsMs: round(loaded.last ?? 0, 0),
      loading: { ...longTasks(loaded.tasks.filter(({ startTime }) => startTime > 0)), ...loading },
      scrolling,
      ...reached,
    };
  } finally {
    await close();
  }
}

async function scroll(page: Page) {
  const tree = page.getByRole('tree');
  await tree.hover();
  await page.evaluate('globalThis.seen.tasks = []');
  const stop = await startMainThread(page);
  for (let turn = 0; turn < wheelTurns; turn += 1) {
    await page.mouse.wheel(0, 20_000);
    await page.waitForTimeout(everyMs);
  }
  const { tasks } = await page.evaluate<Seen>('globalThis.seen');
  return { wheelTurns, ...longTasks(tasks), ...(await stop()) };
}

/** The last row, by the keyboard; and that only what is in view is in the document. */
async function goToEnd(page: Page, spanCount: number) {
  await page.getByRole('tree').focus();
  const began = performance.now();
  await page.keyboard.press('End');
  await page.locator('[role="treeitem"][aria-selected="true"]').waitFor();
  const rows = await page.getByRole('treeitem').count();
  return { toEndMs: round(performance.now() - began, 0), rowsInDocument: rows, spans: spanCount };
}

function longTasks(tasks: readonly { duration: number }[]) {
  const longest = tasks.map(({ duration }) => duration).toSorted((a, b) => b - a);
  return { longTasks: longest.length, longestTasksMs: longest.slice(0, 5).map((ms) => round(ms, 0)) };
}
