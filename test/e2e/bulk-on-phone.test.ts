import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { localStage } from '../support/local-stage.ts';
import { accessibilityViolations } from './support/audit-accessibility.ts';
import { launchBrowser } from './support/browser.ts';
import { openConsole, signIn } from './support/console.ts';
import { sendTrace, spanIdOf } from './support/send-spans.ts';

const stage = localStage();
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => await browser?.close());

it('chooses cards of traces on a phone, all of them too, and deletes what was chosen', async () => {
  const name = `phone-${crypto.randomUUID()}`;
  for (const _ of [1, 2, 3]) await sendTrace(stage, [{ spanId: spanIdOf(0), name }]);
  const { page, errors, close } = await openConsole(browser, stage, { width: 390, theme: 'light' });
  await signIn(page, stage);
  await page.goto(`/traces?q=name:${name}`);
  const boxes = page.getByRole('checkbox', { name: `Select ${name}` });
  await boxes.nth(2).waitFor();
  // A finger that misses the box a little still meets what belongs to it.
  const box = await boxes.first().boundingBox();
  if (box === null) throw new Error('The box is not in view.');
  await page.touchscreen.tap(box.x + box.width / 2 + 14, box.y + box.height / 2 + 20);
  const bar = page.getByRole('region', { name: 'Selected traces' });
  await bar.getByText('1 trace selected').waitFor();
  expect(new URL(page.url()).pathname).toBe('/traces');
  expect(await accessibilityViolations(page)).toEqual([]);
  await bar.getByRole('button', { name: 'Select all loaded' }).tap();
  await bar.getByText('3 traces selected').waitFor();
  await boxes.first().tap();
  await bar.getByText('2 traces selected').waitFor();

  await bar.getByRole('button', { name: 'Delete' }).tap();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Delete/ })
    .tap();
  await boxes.nth(1).waitFor({ state: 'detached' });
  await bar.waitFor({ state: 'detached' });
  expect(await boxes.count()).toBe(1);
  expect(errors).toEqual([]);
  await close();
});
