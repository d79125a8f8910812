import { launchMeasuringBrowser } from '../../e2e/support/browser.ts';
import { type LocalStage, readLocalStage } from '../../support/local-stage.ts';
import { startLocalStage } from '../../support/start-local-stage.ts';
import { measureFrames } from './measure-frames.ts';
import { measureUnwatched } from './measure-unwatched.ts';
import { measureVisibility } from './measure-visibility.ts';

/** What a monitor has to hold; and what three publishers pass on at most, each at its bound. */
const rates = [200, 750];

/**
 * `npm run bench -- live-monitor`: frames of the page under load beside those at rest, and how soon a call is seen. Starts
 * a local stage, unless `SIGNALBOX_LOCAL_JSON` names one.
 */
export async function run(): Promise<void> {
  await measureUnwatched();
  const { stage, stop } = await obtainStage();
  const browser = await launchMeasuringBrowser();
  try {
    await measureFrames(browser, stage, rates);
    await measureVisibility(browser, stage);
  } finally {
    await browser.close();
    await stop();
  }
}

async function obtainStage(): Promise<{ stage: LocalStage; stop: () => Promise<unknown> }> {
  const path = process.env['SIGNALBOX_LOCAL_JSON'];
  if (path !== undefined) return { stage: readLocalStage(path), stop: async () => undefined };
  return await startLocalStage();
}
