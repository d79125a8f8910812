import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import type { ConsoleView } from './console.ts';

export const resultsDirectory = resolve(import.meta.dirname, '../../../test-results');

/** Keeps a picture of the screen in `test-results/`, for a person to look at. */
export async function keepScreenshot(page: Page, name: string, { width, theme }: ConsoleView): Promise<void> {
  const directory = join(resultsDirectory, 'screens');
  mkdirSync(directory, { recursive: true });
  await page.screenshot({ path: join(directory, `${name}-${width}-${theme}.png`) });
}
