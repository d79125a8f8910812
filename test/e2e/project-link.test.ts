import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { localStage } from '../support/local-stage.ts';
import { launchBrowser } from './support/browser.ts';
import { callModel, storedTrace } from './support/call-model.ts';
import { openConsole, signIn } from './support/console.ts';

const stage = localStage();
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => await browser?.close());

it('a link means the same whatever project was looked at last, and one to a foreign project says so', async () => {
  const { traceId } = await callModel(stage, 'Whose am I?');
  await storedTrace(stage, traceId);
  const { page, close } = await openConsole(browser, stage, { width: 1440, theme: 'dark' });
  await signIn(page, stage);
  await page.goto(`/traces/${traceId}`);
  await page.waitForURL((url) => url.searchParams.has('project'));
  const link = page.url();
  const first = new URL(link).searchParams.get('project');

  await page.goto('/');
  await page.getByRole('button', { name: /^Project:/ }).click();
  await page.getByRole('menuitem', { name: 'Create project' }).click();
  await page.getByLabel('Name').fill('Another');
  await page.getByRole('dialog').getByRole('button', { name: 'Create project' }).click();
  await page.waitForURL((url) => url.searchParams.get('project') !== first);
  await page.goto(`/traces/${traceId}`);
  await page.getByText('There is no such trace').waitFor();

  await page.goto(link);
  await page.getByText('Whose am I?').first().waitFor();
  expect(new URL(page.url()).searchParams.get('project')).toBe(first);

  await page.goto('/traces?project=01957ea0-0000-7000-8000-00000000dead');
  await page.getByText('a project that you are not in').waitFor();
  await close();
});
