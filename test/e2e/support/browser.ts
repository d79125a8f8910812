import { existsSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContext, chromium as playwright } from 'playwright-core';

/** A browser in a test must not phone home, and must look the same on every machine. */
const ownArguments = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
];

/**
 * The browser that comes with the packages, which runs on Linux x86-64 without a system install; elsewhere the Chrome
 * that is installed. `CHROME_PATH` names another.
 */
export async function browserOptions(): Promise<{ executablePath?: string; channel?: string; args: string[] }> {
  const named = process.env['CHROME_PATH'];
  if (named !== undefined && existsSync(named)) return { executablePath: named, args: ownArguments };
  if (process.platform === 'linux' && process.arch === 'x64') {
    return {
      executablePath: await chromium.executablePath(),
      args: [...ownArguments, '--use-gl=angle', '--use-angle=swiftshader'],
    };
  }
  return { channel: 'chrome', args: ownArguments };
}

export async function launchBrowser(): Promise<Browser> {
  return await playwright.launch({ ...(await browserOptions()), headless: true });
}

/**
 * For measuring: without a graphics process. Taking down the page before blocks on an emulated one for up to a second, and so
 * does drawing, which would count as the page's work.
 */
const measuringArguments = [...ownArguments, '--disable-gpu'];

export async function launchMeasuringBrowser(): Promise<Browser> {
  return await playwright.launch({ ...(await browserOptions()), args: measuringArguments, headless: true });
}

/** One for measuring whose profile is kept in `directory` and that Lighthouse can reach on `debuggingPort`. */
export async function launchProfile(directory: string, debuggingPort: number): Promise<BrowserContext> {
  return await playwright.launchPersistentContext(directory, {
    ...(await browserOptions()),
    args: [...measuringArguments, `--remote-debugging-port=${debuggingPort}`],
    headless: true,
  });
}
