import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localStage } from '../support/local-stage.ts';
import { accessibilityViolations } from './support/audit-accessibility.ts';
import { launchBrowser } from './support/browser.ts';
import { callModel, storedTrace } from './support/call-model.ts';
import { type ConsolePage, openConsole, signIn, themes, type Width, widths } from './support/console.ts';
import { type DemoPlaces, sendDemoTraffic } from './support/demo-traffic.ts';
import { type Screen, screens, visit } from './support/screens.ts';
import { keepScreenshot } from './support/screenshot.ts';

const stage = localStage();
const [firstTheme] = themes;
let browser: Browser;
let places: DemoPlaces & { traceId: string };
/** One console for each width, open side by side: they are looked at together, which takes half the time. */
let opened: { width: Width; console: ConsolePage }[];

beforeAll(async () => {
  browser = await launchBrowser();
  const [demo, { traceId }] = await Promise.all([
    sendDemoTraffic(stage),
    callModel(stage, 'Describe a signal box.', 'sandbox/lorem', visit),
  ]);
  await storedTrace(stage, traceId);
  places = { ...demo, traceId };
  opened = await openConsoles();
  await Promise.all(opened.map(({ console }) => signIn(console.page, stage)));
});
afterAll(async () => await browser?.close());

describe(`every screen, ${widths.join(' and ')} px wide, ${themes.join(' and ')}, is accessible and never scrolls sideways`, () => {
  it('sign-in', async () => {
    const consoles = await openConsoles();
    await visitAll(consoles, async ({ page }) => {
      await page.goto('/sign-in');
      await page.getByRole('button', { name: 'Sign in' }).waitFor();
      return 'sign-in';
    });
    await Promise.all(consoles.map(({ console }) => console.close()));
  });

  it.each(screens)('$name', async (screen: Screen) => {
    await visitAll(opened, async ({ page }) => {
      await page.goto(pathOf(screen));
      await screen.isReady(page);
      return screen.name;
    });
  });
});

const pathOf = ({ path }: Screen) =>
  Object.entries(places).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, encodeURIComponent(value)), path);

async function openConsoles() {
  return await Promise.all(
    widths.map(async (width) => ({ width, console: await openConsole(browser, stage, { width, theme: firstTheme }) })),
  );
}

/** Opens a screen in every width, looks at it in every theme, and expects nothing wrong anywhere. */
async function visitAll(consoles: typeof opened, open: (console: ConsolePage) => Promise<string>): Promise<void> {
  const found = await Promise.all(
    consoles.map(async ({ width, console }) => {
      await console.page.emulateMedia({ colorScheme: firstTheme });
      const name = await open(console);
      const problems = await lookAt(console.page, name, width);
      // What the page threw belongs to this screen.
      return [...problems, ...console.errors.splice(0).map((error) => `${width} px: thrown: ${error}`)];
    }),
  );
  expect(found.flat()).toEqual([]);
}

/** Between two themes colours are of neither: two frames for the change to begin, and its transitions to their ends. */
const untilColoursRest = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))).then(() =>
  Promise.allSettled(document.getAnimations().filter((each) => each instanceof CSSTransition).map((each) => each.finished))
).then(() => undefined)`;

/** What scrolls sideways by no more than a rounding: its last column fades, though nothing is beyond it. */
const fadedForNothing = `[...document.querySelectorAll('[tabindex="0"][aria-label]')].flatMap((each) => {
  const beyond = each.scrollWidth - each.clientWidth;
  return beyond > 0 && beyond <= 4 ? [each.ariaLabel] : [];
})`;

/** The console follows the system's theme while it is open, so that one load serves both. */
async function lookAt(page: Page, name: string, width: Width): Promise<string[]> {
  const problems: string[] = [];
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme });
    await page.locator(`html[data-theme="${theme}"]`).waitFor();
    await page.evaluate('document.fonts.ready.then(() => undefined)');
    await page.evaluate(untilColoursRest);
    await keepScreenshot(page, name, { width, theme });
    const violations = await accessibilityViolations(page);
    problems.push(...violations.map((violation) => `${width} px, ${theme}: ${violation}`));
    const pageWidth = Number(await page.evaluate('document.documentElement.scrollWidth'));
    if (pageWidth > width) problems.push(`${width} px, ${theme}: scrolls sideways, ${pageWidth} px wide`);
    const faded = (await page.evaluate(fadedForNothing)) as string[];
    problems.push(
      ...faded.map((label) => `${width} px, ${theme}: fades at its edge, and all of it is there: ${label}`),
    );
  }
  return problems;
}
