import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { LocalStage } from '../../support/local-stage.ts';

export const widths = [1440, 390] as const;
export const themes = ['dark', 'light'] as const;
export type Width = (typeof widths)[number];
export type Theme = (typeof themes)[number];

export interface ConsoleView {
  width: Width;
  theme: Theme;
}

/** How long a condition of the page may take; conditions, never sleeps. */
const patienceMs = 20_000;

/** The console in a context of its own, at a width and in a theme. What the page throws fails the test that made it. */
export async function openConsole(
  browser: Browser,
  stage: LocalStage,
  view: ConsoleView,
  options: Pick<BrowserContextOptions, 'reducedMotion' | 'bypassCSP'> = {},
): Promise<ConsolePage> {
  const context = await browser.newContext({
    baseURL: stage.url,
    viewport: { width: view.width, height: view.width === 390 ? 844 : 900 },
    hasTouch: view.width === 390,
    colorScheme: view.theme,
    reducedMotion: 'reduce',
    timezoneId: 'Europe/Berlin',
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  return { page, errors, close: () => context.close() };
}

export interface ConsolePage {
  page: Page;
  /** What the page has thrown so far. */
  errors: string[];
  close(): Promise<void>;
}

/** Signs in with the stage's administrator, as a person does. */
export async function signIn(page: Page, stage: LocalStage, url = stage.url): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('E-mail').fill(stage.email);
  await page.getByLabel('Password').fill(stage.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Get started', level: 1 }).waitFor();
}

/** The trace that a link of the console leads to. */
export function traceIdOf(href: string | null): string {
  return new URL(href ?? '', 'http://console').pathname.split('/').at(-1) ?? '';
}

/** The live connection is up, so that what happens from now on is pushed. */
export async function untilLive(page: Page): Promise<void> {
  await page.locator('[role="status"][data-state="live"]').waitFor({ state: 'attached' });
}

/** Writes the last message of the playground and runs it. */
export async function ask(page: Page, question: string): Promise<void> {
  await page
    .getByRole('textbox', { name: /^Message \d+, user$/ })
    .last()
    .fill(question);
  await page.getByRole('button', { name: 'Run' }).click();
}

/** Picks a model of the playground by its id. */
export async function pickModel(page: Page, id: string): Promise<void> {
  await page.getByRole('button', { name: /^Model:/ }).click();
  await page.getByRole('combobox', { name: 'Search model' }).fill(id);
  await page.getByRole('option').filter({ hasText: id }).first().click();
}
