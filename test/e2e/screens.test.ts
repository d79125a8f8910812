import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localStage } from '../support/local-stage.ts';
import { accessibilityViolations } from './support/audit-accessibility.ts';
import { launchBrowser } from './support/browser.ts';
import { callModel, storedTrace } from './support/call-model.ts';
import { type ConsolePage, openConsole, signIn, themes, widths } from './support/console.ts';
import { type Screen, screens } from './support/screens.ts';
import { keepScreenshot } from './support/screenshot.ts';

const stage = localStage();
let browser: Browser;
let traceId: string;

beforeAll(async () => {
  browser = await launchBrowser();
  ({ traceId } = await callModel(stage, 'Describe a signal box.'));
  await storedTrace(stage, traceId);
});
afterAll(async () => await browser?.close());

const views = widths.flatMap((width) => themes.map((theme) => ({ width, theme })));

describe.each(views)('every screen, $width px wide, $theme', (view) => {
  let opened: ConsolePage;
  beforeAll(async () => {
    opened = await openConsole(browser, stage, view);
    await signIn(opened.page, stage);
  });
  afterAll(async () => await opened?.close());

  it('sign-in is accessible', async () => {
    const { page, errors, close } = await openConsole(browser, stage, view);
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await expectGood(page, 'sign-in', view);
    expect(errors).toEqual([]);
    await close();
  });

  it.each(screens)('$name is accessible and never scrolls sideways', async (screen: Screen) => {
    const { page, errors } = opened;
    await page.goto(screen.path.replace('{traceId}', traceId));
    await screen.isReady(page);
    await expectGood(page, screen.name, view);
    expect(errors).toEqual([]);
  });
});

async function expectGood(
  page: Page,
  name: string,
  view: { width: 1440 | 390; theme: 'dark' | 'light' },
): Promise<void> {
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  await keepScreenshot(page, name, view);
  expect(await accessibilityViolations(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(view.width);
}
