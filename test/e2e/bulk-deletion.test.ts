import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ingestSpans } from '../../shared/contract/native-spans.ts';
import { localStage } from '../support/local-stage.ts';
import { clientFor } from '../support/people.ts';
import { launchBrowser } from './support/browser.ts';
import { storedTrace } from './support/call-model.ts';
import { openConsole, signIn } from './support/console.ts';
import { spanIdOf } from './support/send-spans.ts';

const stage = localStage();
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => await browser?.close());

it('deletes more traces than one request takes, and says meanwhile how many have gone', async () => {
  const name = `many-${crypto.randomUUID()}`;
  const count = 130;
  const end = Date.now();
  const times = { startTime: new Date(end - 1000).toISOString(), endTime: new Date(end).toISOString() };
  const ids = Array.from({ length: count }, () => crypto.randomUUID().replaceAll('-', ''));
  const spans = ids.map((traceId) => ({ traceId, spanId: spanIdOf(0), name, ...times }));
  await clientFor(stage, stage.apiKey, null).call(ingestSpans, { body: { spans } });
  for (const id of ids) await storedTrace(stage, id);

  const { page, errors, close } = await openConsole(browser, stage, { width: 1440, theme: 'dark' });
  await signIn(page, stage);
  // The second request waits until it was looked at what is said of the first.
  const seen = Promise.withResolvers<void>();
  let requests = 0;
  await page.route(
    (url) => url.pathname === '/api/v2/trace-deletions',
    async (route) => {
      requests += 1;
      if (requests > 1) await seen.promise;
      await route.continue();
    },
  );
  // All rows are in view, so that all are loaded.
  await page.setViewportSize({ width: 1440, height: 32 * (count + 20) });
  await page.goto(`/traces?q=name:${name}`);
  await page.locator(`table[aria-rowcount="${count + 1}"]`).waitFor();
  await page.getByRole('checkbox', { name: 'Select all loaded traces' }).check();
  const bar = page.getByRole('region', { name: 'Selected traces' });
  await bar.getByText(`${count} traces selected`, { exact: true }).waitFor();
  await bar.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: `Delete ${count} traces` }).click();
  await page.getByText(`100 of ${count} traces deleted.`).waitFor();
  seen.resolve();
  await page.getByText(`Deleting ${count} traces.`).waitFor();
  await bar.waitFor({ state: 'detached' });
  expect(requests).toBe(2);
  expect(errors).toEqual([]);
  await close();
});
