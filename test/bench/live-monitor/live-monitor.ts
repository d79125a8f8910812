import { launchMeasuringBrowser } from '../../e2e/support/browser.ts';
import { obtainStage } from '../obtain-stage.ts';
import { measureFrames, type Phase } from './measure-frames.ts';
import { measureUnwatched } from './measure-unwatched.ts';
import { measureVisibility } from './measure-visibility.ts';

/** At rest; what a monitor has to hold, also on a slow computer; and what three publishers pass on at most, each at its bound. */
const phases: readonly Phase[] = [
  { eventsPerSecond: 0, slowdown: 1, isTraced: false },
  ...[200, 750].flatMap((eventsPerSecond) => [
    { eventsPerSecond, slowdown: 1, isTraced: false },
    { eventsPerSecond, slowdown: 1, isTraced: true },
    { eventsPerSecond, slowdown: 4, isTraced: false },
    { eventsPerSecond, slowdown: 4, isTraced: true },
  ]),
];

/**
 * `npm run bench -- live-monitor`: frames of the page under load beside those at rest, and how soon a call is seen. Starts
 * a local stage, unless `SIGNALBOX_LOCAL_JSON` names one.
 */
export async function run(): Promise<void> {
  await measureUnwatched();
  const { stage, stop } = await obtainStage();
  const browser = await launchMeasuringBrowser();
  try {
    await measureFrames(browser, stage, phases);
    await measureVisibility(browser, stage);
  } finally {
    await browser.close();
    await stop();
  }
}
