import type { Browser, Page } from 'playwright-core';
import { type ServerMessage, serverMessageSchema } from '../../../shared/contract/realtime.ts';
import { liveTopic } from '../../../shared/live/live-topic.ts';
import { openConsole, signIn } from '../../e2e/support/console.ts';
import type { LocalStage } from '../../support/local-stage.ts';
import { printResult } from '../print-result.ts';
import { createCallSource } from './call-source.ts';
import { openControlPage } from './control-page.ts';
import { readFrames, readLateFrames, readWork, watchFrames } from './frame-watch.ts';
import { startMainThread } from './main-thread.ts';
import { startSocketServer } from './socket-server.ts';
import { traceMainThread } from './trace-main-thread.ts';

const seconds = 20;
/** As the publisher posts where much happens: twenty messages a second, whatever they hold. */
const messagesPerSecond = 20;

export interface Phase {
  eventsPerSecond: number;
  /** So many times slower than it is the processor of the page is made to look. */
  slowdown: number;
  /** Notes the tasks of the page, which takes time itself: frames are late then that would not be. */
  isTraced: boolean;
}

/**
 * The built page in a browser, fed over a WebSocket by the console's own client: how long its frames take in each phase,
 * and beside them those of a page that does next to nothing. Only who sends is of the benchmark.
 */
export async function measureFrames(browser: Browser, stage: LocalStage, phases: readonly Phase[]): Promise<void> {
  const topic = liveTopic(stage.projectId);
  const server = await startSocketServer(answerClient);
  // The console may connect to its own stage only, and this server is none.
  const options = { reducedMotion: 'no-preference', bypassCSP: true } as const;
  const view = await openConsole(browser, stage, { width: 1440, theme: 'dark' }, options);
  const control = await openControlPage(browser);
  try {
    const { page } = view;
    await page.route('**/api/v2/realtime/tickets', (route) =>
      route.fulfill({ status: 201, json: { ticket: 'bench', url: server.url, expiresAt: new Date().toISOString() } }),
    );
    await signIn(page, stage);
    await page.goto(`${stage.url}/live`);
    await page.getByText('Listening.').waitFor();
    await page.mouse.move(5, 5);
    const next = createCallSource();
    const send = (count: number) => {
      const events = Array.from({ length: count }, next);
      server.send(
        JSON.stringify({ type: 'events', topic, events, sampledFraction: 1, missedCount: 0 } satisfies ServerMessage),
      );
    };
    // The first calls put the table in the place of what was empty: no part of either.
    send(30);
    await page.getByRole('table', { name: 'Live calls' }).waitFor();
    await page.waitForTimeout(1_000);
    for (const phase of phases) await measurePhase({ browser, page, control: control.page, send, phase });
    printResult({ bench: 'live-monitor', what: 'errors of the page', errors: view.errors });
  } finally {
    await control.close();
    await view.close();
    await server.close();
  }
}

interface PhaseInput {
  browser: Browser;
  page: Page;
  control: Page;
  send: (count: number) => void;
  phase: Phase;
}

async function measurePhase({ browser, page, control, send, phase }: PhaseInput): Promise<void> {
  const { eventsPerSecond, slowdown, isTraced } = phase;
  const resume = await slowDown(page, slowdown);
  const readMainThread = await startMainThread(page);
  const stopTracing = isTraced ? await traceMainThread(browser, page) : null;
  await Promise.all([watchFrames(page), watchFrames(control)]);
  const eventsSent = await feed(eventsPerSecond, send);
  const controlPage = await readLateFrames(control);
  const tasks = await stopTracing?.();
  const shown = await page.getByRole('table', { name: 'Live calls' }).getAttribute('aria-rowcount');
  printResult({
    ...{ bench: 'live-monitor', what: eventsPerSecond === 0 ? 'frames at rest' : 'frames', ...phase, seconds },
    ...{ eventsSent, rowsShown: Number(shown) - 1, ...(await readFrames(page)) },
    ...(tasks === undefined ? {} : await readWork(page, tasks)),
    mainThread: await readMainThread(),
    controlPage,
  });
  await resume();
}

async function slowDown(page: Page, rate: number): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
  return async () => {
    await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    await session.detach();
  };
}

/** Sends at a rate for the time of a phase; says how many events that were. */
async function feed(rate: number, send: (count: number) => void): Promise<number> {
  const start = performance.now();
  let sent = 0;
  while (performance.now() - start < seconds * 1000) {
    await new Promise((done) => setTimeout(done, 1000 / messagesPerSecond));
    // By the time that has passed, so that a late timer does not lower the rate.
    const due = Math.floor(((performance.now() - start) / 1000) * rate) - sent;
    if (due > 0) send(due);
    sent += Math.max(0, due);
  }
  return sent;
}

function answerClient(text: string): string | null {
  const { action, topic } = JSON.parse(text) as { action: string; topic: string };
  const answer = { subscribe: { type: 'subscribed', topic, isComplete: true }, ping: { type: 'pong' } }[action];
  return answer === undefined ? null : JSON.stringify(serverMessageSchema.parse(answer));
}
