import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localStage } from '../support/local-stage.ts';
import { launchBrowser } from './support/browser.ts';
import { callModel, storedTrace } from './support/call-model.ts';
import { openConsole, signIn } from './support/console.ts';

const stage = localStage();
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
  for (const question of ['One', 'Two', 'Three']) await storedTrace(stage, (await callModel(stage, question)).traceId);
});
afterAll(async () => await browser?.close());

const focused = (page: Page) => page.evaluate<string>('document.activeElement?.id ?? ""');

describe('without a mouse', () => {
  it('signs in, goes to the playground, asks and gets an answer', async () => {
    const { page, close } = await openConsole(browser, stage, { width: 1440, theme: 'dark' });
    await page.goto('/sign-in');
    await page.getByLabel('E-mail').waitFor();
    await page.keyboard.type(stage.email);
    await page.keyboard.press('Tab');
    await page.keyboard.type(stage.password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Get started', level: 1 }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await page.getByRole('button', { name: /^Model:/ }).waitFor();
    await tabTo(page, 'Message 2, user');
    await page.keyboard.type('What is a signal box?');
    await page.keyboard.press('ControlOrMeta+Enter');
    await page.getByRole('link', { name: 'Open trace' }).waitFor();
    await close();
  });

  it('moves through traces with j and k, opens one with enter, and comes back to its row with escape', async () => {
    const { page, close } = await openConsole(browser, stage, { width: 1440, theme: 'dark' });
    await signIn(page, stage);
    await page.goto('/traces');
    const rows = page.locator('tbody a');
    await rows.nth(2).waitFor();
    const ids = await Promise.all([0, 1, 2].map((index) => rows.nth(index).getAttribute('id')));
    await page.keyboard.press('j');
    expect(await focused(page)).toBe(ids[0]);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    expect(await focused(page)).toBe(ids[2]);
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await page.getByRole('tree').waitFor();
    expect(page.url()).toContain(ids[1]?.replace('trace-', '') ?? '-');
    // From a page of its own it goes back beside the list first.
    await page.getByRole('button', { name: 'Open as a page' }).click();
    await page.getByRole('table', { name: 'Traces' }).waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.getByRole('table', { name: 'Traces' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('tree').waitFor({ state: 'detached' });
    expect(await focused(page)).toBe(ids[1]);
    await close();
  });

  it.each([
    ['/keys', 'Create key'],
    ['/limits', 'New budget'],
  ])('comes back from a dialog on %s to the button that opened it', async (path, name) => {
    const { page, close } = await openConsole(browser, stage, { width: 1440, theme: 'dark' });
    await signIn(page, stage);
    await page.goto(path);
    await page.getByRole('button', { name, exact: true }).first().waitFor();
    await tabTo(page, name);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await focusedName(page)).toBe(name);
    await close();
  });

  it('filters with a slash and chooses rows', async () => {
    const { page, close } = await openConsole(browser, stage, { width: 1440, theme: 'dark' });
    await signIn(page, stage);
    await page.goto('/traces');
    await page.getByRole('table', { name: 'Traces' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('mod');
    await page.getByRole('option', { name: /^model/ }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('*lorem status:ok');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('q') === 'model:*lorem status:ok');
    await page.locator('tbody a').first().waitFor();
    // On with the rows: the first two are chosen.
    await page.keyboard.press('Escape');
    for (const key of ['j', 'x', 'j', 'Shift+X']) await page.keyboard.press(key);
    await page.getByText('2 traces selected').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('2 traces selected').waitFor({ state: 'detached' });
    await close();
  });

  it('makes a route of two targets, and deletes it', async () => {
    const { page, close } = await openConsole(browser, stage, { width: 1440, theme: 'dark' });
    await signIn(page, stage);
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await page.getByRole('heading', { name: 'Routes', level: 1 }).waitFor();
    await tabTo(page, 'New route');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'New route', level: 1 }).waitFor();
    await tabTo(page, 'Name');
    await page.keyboard.type('by-keyboard');
    await tabTo(page, 'Add target');
    await page.keyboard.press('Enter');
    // Back into the row that has appeared: timeouts, remove, weight, and then the model.
    await tabTo(page, 'Model', 'Shift+Tab');
    await page.keyboard.type('sandbox/echo');
    await tabTo(page, 'Add a target');
    await page.keyboard.press('ArrowDown');
    await page.getByRole('list', { name: 'Targets' }).getByRole('listitem').nth(1).waitFor();
    await tabTo(page, 'Create route');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'by-keyboard', level: 1 }).waitFor();
    await tabTo(page, 'Delete');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Delete the route by-keyboard?' }).waitFor();
    await tabTo(page, 'Delete route');
    await page.keyboard.press('Enter');
    await page.getByText('Deleted by-keyboard.').waitFor();
    await close();
  });
});

/** What the focused element is called: by its own label, by that of its field, or by its text. */
const focusedName = (page: Page) =>
  page.evaluate<string>(
    `(({ ariaLabel, labels, textContent }) => (ariaLabel ?? labels?.[0]?.textContent ?? textContent ?? '').trim())(document.activeElement ?? {})`,
  );

/** Presses Tab until the element with this name has the focus; fails if it cannot be reached. */
async function tabTo(page: Page, name: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 90; presses += 1) {
    if ((await focusedName(page)) === name) return;
    await page.keyboard.press(key);
  }
  throw new Error(`The tab key does not reach "${name}".`);
}
