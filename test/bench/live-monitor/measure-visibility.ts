import type { Browser } from 'playwright-core';
import { openConsole, signIn, untilLive } from '../../e2e/support/console.ts';
import type { LocalStage } from '../../support/local-stage.ts';
import { percentile } from '../gateway/percentile.ts';
import { printResult } from '../print-result.ts';

const calls = 60;
/** The gateway looks every 5 s whether somebody watches. */
const untilNoticedMs = 6_000;

/**
 * From the POST of a call to its row in an open console, through everything: gateway, queue, publisher, WebSocket, page.
 * Beside it, when the browser had the message, so that the page's part can be told from the stage's.
 */
export async function measureVisibility(browser: Browser, stage: LocalStage): Promise<void> {
  const view = await openConsole(browser, stage, { width: 1440, theme: 'dark' }, { reducedMotion: 'no-preference' });
  try {
    const { page } = view;
    const arrivedAt = new Map<string, number>();
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        for (const [marker] of String(payload).matchAll(/probe-\d+/g)) {
          if (!arrivedAt.has(marker)) arrivedAt.set(marker, Date.now());
        }
      }),
    );
    await signIn(page, stage);
    await page.goto(`${stage.url}/live?q=user%3Aprobe-*`);
    await untilLive(page);
    await page.mouse.move(5, 5);
    await page.evaluate(noteProbes);
    await call(stage, 'nobody');
    await page.waitForTimeout(untilNoticedMs);
    const postedAt = new Map<string, number>();
    for (let index = 0; index < calls; index += 1) {
      const marker = `probe-${index}`;
      postedAt.set(marker, Date.now());
      void call(stage, marker);
      // No multiple of anybody's beat.
      await page.waitForTimeout(300 + Math.random() * 900);
    }
    await page.waitForTimeout(5_000);
    const seenAt = await page.evaluate<Record<string, number>>('globalThis.seenAt');
    const since = (times: (marker: string) => number | undefined) =>
      [...postedAt].flatMap(([marker, posted]) => (times(marker) === undefined ? [] : [(times(marker) ?? 0) - posted]));
    const visible = since((marker) => seenAt[marker]);
    const arrived = since((marker) => arrivedAt.get(marker));
    printResult({
      ...{ bench: 'live-monitor', what: 'POST to visible', calls, seen: visible.length },
      visibleMs: { p50: percentile(visible, 50), p95: percentile(visible, 95), longest: Math.max(...visible) },
      arrivedMs: { p50: percentile(arrived, 50), p95: percentile(arrived, 95), longest: Math.max(...arrived) },
    });
  } finally {
    await view.close();
  }
}

/** Runs in the page, as text: notes when each marker is first there, in epoch milliseconds. */
const noteProbes = `{
  const seen = (globalThis.seenAt = {});
  new MutationObserver(() => {
    for (const { textContent } of document.querySelectorAll('td span[data-tip^="User probe-"]'))
      seen[textContent] ??= Date.now();
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}`;

async function call({ url, apiKey }: LocalStage, user: string): Promise<void> {
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'sandbox/lorem',
      stream: true,
      user,
      messages: [{ role: 'user', content: 'Hello' }],
    }),
  });
  await response.text();
}
