import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { localStage } from '../support/local-stage.ts';
import { newMember, signIn as signInPerson } from '../support/people.ts';
import { launchBrowser } from './support/browser.ts';
import { type ConsolePage, openConsole, signIn } from './support/console.ts';
import { newGatewayProject, showProject } from './support/gateway-project.ts';

const stage = localStage();
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => await browser?.close());

const view = { width: 1440, theme: 'dark' } as const;
const menuOf = ({ page }: ConsolePage) => page.getByRole('button', { name: /^View:/ });
const itemOf = ({ page }: ConsolePage, name: string) => page.locator('[role^="menuitem"]').filter({ hasText: name });
const openMenu = async (console: ConsolePage) => {
  await console.page.goto('/traces');
  await menuOf(console).click();
  await itemOf(console, 'All traces').waitFor();
};

it('shows a shared view to others, a private one only to who made it, and lets only that person make it private', async () => {
  const project = await newGatewayProject(stage);
  const token = await signInPerson(stage, stage.email, stage.password);
  const [mine, theirs] = [await openConsole(browser, stage, view), await openConsole(browser, stage, view)];
  await signIn(mine.page, stage);
  await showProject(mine.page, project.stage);
  const save = async (name: string, isShared: boolean) => {
    await mine.page.goto('/traces?q=status:error');
    await menuOf(mine).click();
    await itemOf(mine, 'Save as a new view…').click();
    await mine.page.getByLabel('Name', { exact: true }).fill(name);
    if (isShared) await mine.page.getByRole('checkbox', { name: 'Share in the project' }).check();
    await mine.page.getByRole('button', { name: 'Save view' }).click();
    await mine.page.waitForURL(/view=/);
  };
  await save('Only mine', false);
  const privateUrl = mine.page.url();
  await save('For everyone', true);

  await signInWithToken(theirs, await newMember(stage, token, project.stage.projectId, 'editor'));
  await showProject(theirs.page, project.stage);
  await openMenu(theirs);
  await itemOf(theirs, 'For everyone').waitFor();
  expect(await itemOf(theirs, 'Only mine').count()).toBe(0);
  await itemOf(theirs, 'For everyone').click();
  await theirs.page.waitForURL(/view=/);
  await menuOf(theirs).click();
  expect(await itemOf(theirs, 'Make private').isDisabled()).toBe(true);
  // Back leads from a view to what was shown before it.
  await theirs.page.keyboard.press('Escape');
  await theirs.page.goBack();
  await theirs.page.getByRole('button', { name: 'View: All traces' }).waitFor();
  await theirs.page.goto(privateUrl);
  await theirs.page.getByText('This view was deleted, or is not shared with you.').waitFor();

  await openMenu(mine);
  await itemOf(mine, 'For everyone').click();
  await mine.page.waitForURL(/view=/);
  await menuOf(mine).click();
  await itemOf(mine, 'Delete view').click();
  await mine.page.getByText('Deleted the view "For everyone".').waitFor();
  await openMenu(theirs);
  expect(await itemOf(theirs, 'For everyone').count()).toBe(0);
  expect([...mine.errors, ...theirs.errors]).toEqual([]);
  await Promise.all([mine.close(), theirs.close(), project.close()]);
});

/** As somebody who is signed in already. */
async function signInWithToken({ page }: ConsolePage, accessToken: string): Promise<void> {
  const session = { email: 'editor@example.com', accessToken, refreshToken: null, expiresAt: Date.now() + 3_000_000 };
  await page.goto('/sign-in');
  await page.evaluate((text) => localStorage.setItem('signalbox.session', text), JSON.stringify(session));
}
