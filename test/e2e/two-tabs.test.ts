import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { localStage } from '../support/local-stage.ts';
import { launchBrowser } from './support/browser.ts';
import { openConsole, signIn, untilLive } from './support/console.ts';
import { chooseTrace, deleteTrace } from './support/delete-trace.ts';
import { sendTrace, spanIdOf } from './support/send-spans.ts';

const stage = localStage();
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => await browser?.close());

it('a trace that another tab deletes leaves the list, the selection, and the tab that shows it', async () => {
  const name = `shared ${crypto.randomUUID()}`;
  const ids = [];
  for (const index of [0, 1, 2]) ids.push(await sendTrace(stage, [{ spanId: spanIdOf(index), name }]));
  const { page, errors, close } = await openConsole(browser, stage, { width: 1440, theme: 'dark' });
  await signIn(page, stage);
  const list = `/traces?q=${encodeURIComponent(`name="${name}"`)}`;
  await page.goto(list);
  await untilLive(page);
  for (const id of ids.slice(0, 2)) await chooseTrace(page, id);
  await page.getByText('2 traces selected').waitFor();
  const viewer = await page.context().newPage();
  await viewer.goto(`/traces/${ids[0]}?full=true`);
  await viewer.getByRole('tree').waitFor();
  await untilLive(viewer);

  await deleteTrace(page, list, ids[0] ?? '');
  await page.locator(`#trace-${ids[0]}`).waitFor({ state: 'detached' });
  await page.getByText('1 trace selected').waitFor();
  await viewer.getByRole('tree').waitFor({ state: 'detached' });
  expect(errors).toEqual([]);
  await close();
});
