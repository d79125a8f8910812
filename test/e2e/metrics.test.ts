import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { localStage } from '../support/local-stage.ts';
import { launchBrowser } from './support/browser.ts';
import { openConsole, signIn } from './support/console.ts';
import { sendTrace, spanIdOf } from './support/send-spans.ts';

const stage = localStage();
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
  await sendTrace(stage, [{ spanId: spanIdOf(0), name: 'measured' }]);
});
afterAll(async () => await browser?.close());

it('says of figures of the range before that they are such, until those of the chosen one are there', async () => {
  const { page, errors, close } = await openConsole(browser, stage, { width: 1440, theme: 'dark' });
  await signIn(page, stage);
  await page.goto('/dashboard?range=24h');
  const figures = page.locator('[aria-busy]').filter({ hasText: 'Traces with an error' });
  await page.locator('[aria-busy="false"]').filter({ hasText: 'Traces with an error' }).waitFor();
  const release = await hold(page, '/api/v2/trace-metrics');
  await chooseRange(page, 'Last 30 days');
  await figures.getByText('Loading…').waitFor();
  expect(await figures.getAttribute('aria-busy')).toBe('true');
  expect(await page.getByText(/^since /).count()).toBe(0);
  release();
  await page.locator('[aria-busy="false"]').filter({ hasText: 'Traces with an error' }).waitFor();
  await page.getByText(/^since /).waitFor();
  expect(errors).toEqual([]);
  await close();
});

it('offers to draw the period before, and says where it is not drawn', async () => {
  const { page, errors, close } = await openConsole(browser, stage, { width: 390, theme: 'dark' });
  await signIn(page, stage);
  await page.goto('/dashboard?range=24h');
  const box = page.getByRole('checkbox', { name: 'Draw the period before' });
  await box.waitFor();
  await page.getByLabel('Group by').selectOption('name');
  await page.getByText('The period before is drawn where nothing is grouped.').waitFor();
  expect(await box.count()).toBe(0);
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(390);
  expect(errors).toEqual([]);
  await close();
});

it('reads the comparison of releases again when asked to after it failed', async () => {
  const { page, close } = await openConsole(browser, stage, { width: 1440, theme: 'dark' });
  await signIn(page, stage);
  const problem = { type: 'about:blank', title: 'Refused', status: 400, code: 'refused', detail: 'Not today.' };
  await page.route(isAt('/api/v2/release-regressions'), (route) => route.fulfill({ status: 400, json: problem }), {
    times: 1,
  });
  // Of a range that has ended, so that nothing else has it read again.
  const now = Date.now();
  const [from, to] = [now - 3_600_000, now - 1_800_000].map((at) => new Date(at).toISOString());
  await page.goto(`/performance?from=${from}&to=${to}`);
  await page.getByText('The releases could not be compared').waitFor();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('The releases could not be compared').waitFor({ state: 'detached' });
  await close();
});

it('selects a range of a chart with shift and the arrow keys, and opens its traces', async () => {
  const { page, close } = await openConsole(browser, stage, { width: 1440, theme: 'dark' });
  await signIn(page, stage);
  await page.goto('/dashboard?range=24h');
  const chart = page.getByRole('group', { name: 'Traces over time' });
  await chart.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  const open = page.getByRole('link', { name: 'Open its traces' });
  const lengthOf = async () => {
    const { searchParams } = new URL((await open.getAttribute('href')) ?? '', stage.url);
    return Date.parse(searchParams.get('to') ?? '') - Date.parse(searchParams.get('from') ?? '');
  };
  const bucket = await lengthOf();
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowLeft');
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('Shift+ArrowLeft');
  expect(await lengthOf()).toBeGreaterThan(bucket * 2);
  const selectedAt = await chart.boundingBox();
  await page.keyboard.press('Escape');
  await open.waitFor({ state: 'detached' });
  // What somebody drags over does not move.
  expect((await chart.boundingBox())?.y).toBe(selectedAt?.y);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await open.click();
  await page.getByRole('table', { name: 'Traces' }).waitFor();
  await close();
});

const isAt = (path: string) => (url: URL) => url.pathname === path;

/** Requests to a path wait from now on, until what is returned is called. */
async function hold(page: Page, path: string): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route(isAt(path), async (route) => {
    await promise;
    await route.continue();
  });
  return resolve;
}

async function chooseRange(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /Last 24 hours/ }).click();
  await page.getByText(name, { exact: true }).click();
}
