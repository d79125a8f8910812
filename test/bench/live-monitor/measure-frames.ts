import type { Browser } from 'playwright-core';
import { type ServerMessage, serverMessageSchema } from '../../../shared/contract/realtime.ts';
import { liveTopic } from '../../../shared/live/live-topic.ts';
import { openConsole, signIn } from '../../e2e/support/console.ts';
import type { LocalStage } from '../../support/local-stage.ts';
import { printResult } from '../print-result.ts';
import { createCallSource } from './call-source.ts';
import { readFrames, watchFrames } from './frame-watch.ts';
import { startMainThread } from './main-thread.ts';
import { startSocketServer } from './socket-server.ts';

const seconds = 20;
/** As the publisher posts where much happens: twenty messages a second, whatever they hold. */
const messagesPerSecond = 20;

/**
 * The built page in a browser, fed over a WebSocket by the console's own client: how long its frames take at rest and at
 * each rate. Only who sends is of the benchmark.
 */
export async function measureFrames(browser: Browser, stage: LocalStage, rates: readonly number[]): Promise<void> {
  const topic = liveTopic(stage.projectId);
  const server = await startSocketServer(answerClient);
  // The console may connect to its own stage only, and this server is none.
  const options = { reducedMotion: 'no-preference', bypassCSP: true } as const;
  const view = await openConsole(browser, stage, { width: 1440, theme: 'dark' }, options);
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
    for (const rate of [0, ...rates]) {
      const readMainThread = await startMainThread(page);
      await watchFrames(page);
      const sent = await feed(rate, send);
      const shown = await page.getByRole('table', { name: 'Live calls' }).getAttribute('aria-rowcount');
      printResult({
        ...{ bench: 'live-monitor', what: rate === 0 ? 'frames at rest' : 'frames', eventsPerSecond: rate, seconds },
        ...{ eventsSent: sent, rowsShown: Number(shown) - 1, ...(await readFrames(page)) },
        mainThread: await readMainThread(),
        pageErrors: view.errors,
      });
    }
  } finally {
    await view.close();
    await server.close();
  }
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
