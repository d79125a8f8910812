import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { localStage } from '../support/local-stage.ts';
import { launchBrowser } from './support/browser.ts';
import { openConsole, signIn, widths } from './support/console.ts';
import { sendTrace, spanIdOf } from './support/send-spans.ts';

const stage = localStage();
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => await browser?.close());

const agentRun = [
  { spanId: spanIdOf(0), name: 'planner', type: 'agent' },
  { spanId: spanIdOf(1), parentSpanId: spanIdOf(0), name: 'look_up', type: 'tool' },
];

it.each(widths)('leads back from a view and from a comparison to what was read before, %d px wide', async (width) => {
  const before = await sendTrace(stage, agentRun);
  const traceId = await sendTrace(stage, agentRun);
  const { page, errors, close } = await openConsole(browser, stage, { width, theme: 'dark' });
  await signIn(page, stage);
  await page.goto(`/traces/${traceId}`);
  const tab = (name: string) => page.getByRole('tab', { name, exact: true, selected: true });
  await tab('Timeline').waitFor();
  await page.getByRole('tab', { name: 'Graph', exact: true }).click();
  await tab('Graph').waitFor();
  await page.getByRole('tab', { name: 'Conversation', exact: true }).click();
  await tab('Conversation').waitFor();
  await page.getByRole('button', { name: 'Compare with another trace' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Trace id, or a link to a trace').fill(before);
  await page.keyboard.press('Enter');
  await page.getByText(/^Compared with/).waitFor();

  await page.goBack();
  await tab('Conversation').waitFor();
  await page.goBack();
  await tab('Graph').waitFor();
  await page.goBack();
  await tab('Timeline').waitFor();
  expect(new URL(page.url()).pathname).toBe(`/traces/${traceId}`);
  expect(errors).toEqual([]);
  await close();
});

it('opens the graph in the form that the address names', async () => {
  const traceId = await sendTrace(stage, agentRun);
  const { page, errors, close } = await openConsole(browser, stage, { width: 1440, theme: 'light' });
  await signIn(page, stage);
  await page.goto(`/traces/${traceId}?show=graph`);
  const form = page.getByRole('group', { name: 'Form of the graph' });
  await form.getByRole('button', { name: 'Table' }).click();
  await page.waitForURL(/form=table/);
  await page.reload();
  await form.getByRole('button', { name: 'Table', pressed: true }).waitFor();
  await page.getByRole('table').filter({ hasText: 'Caller' }).waitFor();
  expect(errors).toEqual([]);
  await close();
});
