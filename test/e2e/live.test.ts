import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { localStage } from '../support/local-stage.ts';
import { launchBrowser } from './support/browser.ts';
import { callModel } from './support/call-model.ts';
import { openConsole, signIn } from './support/console.ts';

const stage = localStage();
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => await browser?.close());

it('the live monitor shows a call while it runs, holds still when asked, and opens the trace of a call', async () => {
  const { page, errors, close } = await openConsole(browser, stage, { width: 1440, theme: 'dark' });
  await signIn(page, stage);
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await page.getByText('Listening.').waitFor();
  const callAs = (user: string, model: string) =>
    callModel(stage, 'Describe a signal box.', model, { session: 's', user });
  const rowOf = (user: string) => page.getByRole('row').filter({ hasText: user });

  // Slow enough that the gateway, which looks every five seconds, knows of the monitor before its first token or its end.
  const slow = callAs('live-slow', 'sandbox/slow');
  await rowOf('live-slow')
    .filter({ hasText: /Started|Streaming/ })
    .waitFor();
  await page.getByLabel('Filter calls').fill('user:live-* status:ok');
  await page.getByText('No call matches these filters.').waitFor();
  await rowOf('live-slow').filter({ hasText: 'Ended' }).waitFor();
  await slow;

  await page.getByRole('heading', { name: 'Live', level: 1 }).click();
  await page.keyboard.press('p');
  await callAs('live-quick', 'sandbox/echo');
  await page.getByText('Paused · 1 new call').waitFor();
  expect(await rowOf('live-quick').count()).toBe(0);
  await page.keyboard.press('p');
  await rowOf('live-quick').filter({ hasText: 'Ended' }).waitFor();

  await rowOf('live-quick').getByRole('link', { name: 'sandbox/echo' }).click();
  await page.getByRole('tree').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('tree').waitFor({ state: 'detached' });
  expect(new URL(page.url()).search).toContain('user');

  // Back closes what was opened, and the calls that were seen are still there.
  await rowOf('live-quick').getByRole('link', { name: 'sandbox/echo' }).click();
  await page.getByRole('tree').waitFor();
  await page.goBack();
  await page.getByRole('tree').waitFor({ state: 'detached' });
  await rowOf('live-quick').waitFor();

  // They are there too after the page was left, and for how long nothing was heard is said.
  await rowOf('live-quick').getByRole('link', { name: 'sandbox/echo' }).click();
  await page.getByRole('link', { name: 'Open trace' }).click();
  await page.getByRole('heading', { name: 'Live', level: 1 }).waitFor({ state: 'detached' });
  await page.goBack();
  await page.getByRole('heading', { name: 'Live', level: 1 }).waitFor();
  await rowOf('live-quick').waitFor();
  await page.getByText(/^Missed .* in which this page was not open/).waitFor();
  expect(errors).toEqual([]);
  await close();
});

it('says that it shows a sample, and that its figures are estimates, as soon as the publisher tells so', async () => {
  const { page, errors, close } = await openConsole(browser, stage, { width: 390, theme: 'light' });
  // As where more happens than can be shown: what arrives is said to be a quarter.
  await page.routeWebSocket(/.*/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((data) => {
      const text = data.toString();
      const message = JSON.parse(text) as { type: string };
      socket.send(message.type === 'events' ? JSON.stringify({ ...message, sampledFraction: 0.25 }) : text);
    });
  });
  await signIn(page, stage);
  await page.goto('/live');
  await page.getByText('Listening.').waitFor();
  const slow = callModel(stage, 'Describe a signal box.', 'sandbox/slow', { session: 's', user: 'live-sampled' });
  await page.getByText('Shows 1 in 4 calls, because too many happen to show each.').waitFor();
  await page.getByLabel('Now').getByText('≈').first().waitFor();
  await slow;
  expect(errors).toEqual([]);
  await close();
});
