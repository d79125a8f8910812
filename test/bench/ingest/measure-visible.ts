import type { Page } from 'playwright-core';
import { launchMeasuringBrowser } from '../../e2e/support/browser.ts';
import { openConsole, signIn, untilLive } from '../../e2e/support/console.ts';
import { hexOf } from '../../support/build-span.ts';
import { encodeOtlp } from '../../support/encode-otlp.ts';
import type { LocalStage } from '../../support/local-stage.ts';
import { percentile } from '../gateway/percentile.ts';
import { obtainStage } from '../obtain-stage.ts';
import { printResult } from '../print-result.ts';

const requests = 60;
const patienceMs = 10_000;

/**
 * From the POST of an OTLP request to its row in the list of traces of an open console, through everything: endpoint, queue, worker,
 * stream, publisher, WebSocket, page. Beside it, when the sender had its answer and when the browser had the message, so that the parts
 * can be told apart. Starts a local stage, unless `SIGNALBOX_LOCAL_JSON` names one.
 */
export async function measureVisible(): Promise<void> {
  const { stage, stop } = await obtainStage();
  const browser = await launchMeasuringBrowser();
  try {
    const view = await openConsole(browser, stage, { width: 1440, theme: 'dark' }, { reducedMotion: 'no-preference' });
    const run = hexOf(String(Date.now()), 8);
    const arrivedAt = noteArrivals(view.page, run);
    await signIn(view.page, stage);
    await view.page.goto(`${stage.url}/traces`);
    await untilLive(view.page);
    await view.page.evaluate(noteRows(run));
    // The first one finds functions of the emulator that have not started.
    await send(stage, `warm-up-${run}`);
    await view.page.getByText(`warm-up-${run}`).first().waitFor();
    const sent = await sendAll(view.page, stage, run);
    await view.page.waitForTimeout(patienceMs);
    const seenAt = new Map(Object.entries(await view.page.evaluate<Record<string, number>>('globalThis.seenAt')));
    report(sent, arrivedAt, seenAt);
  } finally {
    await browser.close();
    await stop();
  }
}

/** When each request was sent and answered, by the name of its span; epoch milliseconds. */
type Sent = Map<string, { postedAt: number; answeredAt: number }>;

async function sendAll(page: Page, stage: LocalStage, run: string): Promise<Sent> {
  const sent: Sent = new Map();
  for (let index = 0; index < requests; index += 1) {
    const name = `probe-${run}-${index}`;
    const postedAt = Date.now();
    void send(stage, name).then(() => sent.set(name, { postedAt, answeredAt: Date.now() }));
    // No multiple of anybody's beat.
    await page.waitForTimeout(300 + Math.random() * 900);
  }
  return sent;
}

async function send({ url, apiKey }: LocalStage, name: string): Promise<void> {
  const now = BigInt(Date.now()) * 1_000_000n;
  const times = { startTimeUnixNano: now - 800_000_000n, endTimeUnixNano: now };
  const body = encodeOtlp([{ traceId: hexOf(name, 32), spanId: hexOf(name, 16), name, ...times }]);
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/x-protobuf' };
  const response = await fetch(`${url}/otel/v1/traces`, { method: 'POST', headers, body: Buffer.from(body) });
  if (!response.ok) throw new Error(`The endpoint answered ${response.status}: ${await response.text()}`);
  await response.arrayBuffer();
}

function noteArrivals(page: Page, run: string): Map<string, number> {
  const arrivedAt = new Map<string, number>();
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      for (const [name] of String(payload).matchAll(new RegExp(`probe-${run}-\\d+`, 'g')))
        if (!arrivedAt.has(name)) arrivedAt.set(name, Date.now());
    }),
  );
  return arrivedAt;
}

/** Runs in the page, as text: takes in what is new as soon as the list offers it, and notes when each name is first there, in epoch milliseconds. */
function noteRows(run: string): string {
  return `{
    const seen = (globalThis.seenAt = {});
    new MutationObserver(() => {
      for (const button of document.querySelectorAll('main button'))
        if (/^\\d+ new$/.test(button.textContent)) button.click();
      for (const [name] of document.body.innerText.matchAll(/probe-${run}-\\d+/g)) seen[name] ??= Date.now();
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  }`;
}

function report(sent: Sent, arrivedAt: ReadonlyMap<string, number>, seenAt: ReadonlyMap<string, number>): void {
  const since = (at: (name: string) => number | undefined) =>
    [...sent].flatMap(([name, { postedAt }]) => {
      const time = at(name);
      return time === undefined ? [] : [time - postedAt];
    });
  const visible = since((name) => seenAt.get(name));
  printResult({
    ...{ benchmark: 'ingest', part: 'POST to visible', requests, answered: sent.size, seen: visible.length },
    visibleMs: spread(visible),
    pushedMs: spread(since((name) => arrivedAt.get(name))),
    answeredMs: spread(since((name) => sent.get(name)?.answeredAt)),
  });
}

function spread(values: readonly number[]) {
  return { p50: percentile(values, 50), p95: percentile(values, 95), longest: Math.max(...values) };
}
