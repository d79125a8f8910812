import type { Browser, CDPSession, Page } from 'playwright-core';

/** A task of the page's main thread. Times in milliseconds, from the page's time origin. */
export interface MainThreadTask {
  start: number;
  end: number;
  /** Processor time: what of it the thread really worked, however long others had the processor. */
  cpuMs: number;
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  tdur?: number;
  args?: { data?: { startTime?: number } };
}

const mark = 'signalbox-origin';
/** As the browser's scheduler calls what it runs. */
const taskName = 'ThreadControllerImpl::RunTask';

/** Notes the tasks of a page's main thread until the returned function is called. One at a time in a browser. */
export async function traceMainThread(browser: Browser, page: Page): Promise<() => Promise<MainThreadTask[]>> {
  const session = await browser.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value) events.push(event as unknown as TraceEvent);
  });
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { recordMode: 'recordAsMuchAsPossible', includedCategories: ['toplevel', 'blink.user_timing'] },
  });
  await page.evaluate(`performance.mark('${mark}')`);
  return async () => {
    await endTracing(session);
    await session.detach();
    return tasksOfPage(events);
  };
}

async function endTracing(session: CDPSession): Promise<void> {
  const complete = new Promise<void>((done) => session.once('Tracing.tracingComplete', () => done()));
  await session.send('Tracing.end');
  await complete;
}

/** The mark says which thread is the page's, and what its clock showed. */
function tasksOfPage(events: readonly TraceEvent[]): MainThreadTask[] {
  const origin = events.find(({ name, args }) => name === mark && args?.data?.startTime !== undefined);
  const startTime = origin?.args?.data?.startTime;
  if (origin === undefined || startTime === undefined) throw new Error('The trace does not hold the mark of the page.');
  const zero = origin.ts - startTime * 1000;
  return events.flatMap(({ name, pid, tid, ts, dur = 0, tdur = 0 }) =>
    name === taskName && pid === origin.pid && tid === origin.tid
      ? [{ start: (ts - zero) / 1000, end: (ts + dur - zero) / 1000, cpuMs: tdur / 1000 }]
      : [],
  );
}
