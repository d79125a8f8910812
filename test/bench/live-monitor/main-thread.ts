import type { Page } from 'playwright-core';
import { round } from '../gateway/percentile.ts';

/** What of the page's main thread is measured, by the names that the browser gives it. */
const parts = {
  cpuMs: 'TaskDuration',
  scriptMs: 'ScriptDuration',
  layoutMs: 'LayoutDuration',
  styleMs: 'RecalcStyleDuration',
};

/**
 * Milliseconds of processor time that the page's main thread has used since: says more than the length of frames where
 * the machine is busy with something else.
 */
export async function startMainThread(page: Page): Promise<() => Promise<Record<keyof typeof parts, number>>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const read = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return new Map(metrics.map(({ name, value }) => [name, value * 1000]));
  };
  const before = await read();
  return async () => {
    const after = await read();
    await session.detach();
    const since = (name: string) => round((after.get(name) ?? 0) - (before.get(name) ?? 0), 1);
    return Object.fromEntries(Object.entries(parts).map(([part, name]) => [part, since(name)])) as Record<
      keyof typeof parts,
      number
    >;
  };
}
