import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localStage } from '../support/local-stage.ts';
import { freePort } from '../support/start-emulator.ts';
import { launchProfile } from './support/browser.ts';
import { signIn } from './support/console.ts';
import { type LighthouseScores, runLighthouse } from './support/run-lighthouse.ts';
import { resultsDirectory } from './support/screenshot.ts';
import { buildConsole, serveConsole } from './support/serve-built-console.ts';

const stage = localStage();
/** Design §6: gzip, JavaScript of the first route. */
const maxFirstRouteBytes = 220_000;

let built: Awaited<ReturnType<typeof buildConsole>>;
let served: Awaited<ReturnType<typeof serveConsole>>;
let profile: string;
let context: BrowserContext;
let debuggingPort: number;

beforeAll(async () => {
  built = await buildConsole();
  served = await serveConsole(built.directory, stage.url);
  profile = await mkdtemp(join(tmpdir(), 'signalbox-profile-'));
  debuggingPort = await freePort();
  context = await launchProfile(profile, debuggingPort);
});
afterAll(async () => {
  await context?.close();
  await served?.close();
  await built?.remove();
  await rm(profile, { recursive: true, force: true });
});

/** Sizes of the scripts that a page loads until it is quiet, compressed as they are sent. */
async function scriptBytes(path: string, until: string): Promise<number> {
  const page = await context.newPage();
  const bodies: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') bodies.push(response.body());
  });
  await page.goto(`${served.url}${path}`);
  await page.getByRole('heading', { name: until, level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body, { level: 9 }).length);
  await page.close();
  return sizes.reduce((sum, size) => sum + size, 0);
}

describe('the built console', () => {
  const scores: Record<string, LighthouseScores> = {};
  const bytes: Record<string, number> = {};
  afterAll(async () => {
    await writeFile(join(resultsDirectory, 'built-console.json'), JSON.stringify({ scores, bytes }, null, 2));
    console.log(JSON.stringify({ lighthouse: scores, firstRouteGzipBytes: bytes }));
  });

  it('signs in with at most 220 KB of JavaScript', async () => {
    bytes['sign-in'] = await scriptBytes('/', 'Sign in');
    expect(bytes['sign-in']).toBeLessThanOrEqual(maxFirstRouteBytes);
  });

  it('is sound on the sign-in screen by Lighthouse', async () => {
    scores['sign-in'] = await runLighthouse('sign-in', `${served.url}/sign-in`, debuggingPort);
    expectSound(scores['sign-in']);
  });

  it('shows the first screen after the sign-in with at most 220 KB of JavaScript', async () => {
    const page = await context.newPage();
    await signIn(page, stage, served.url);
    await page.close();
    bytes['get-started'] = await scriptBytes('/', 'Get started');
    expect(bytes['get-started']).toBeLessThanOrEqual(maxFirstRouteBytes);
  });

  it.each(['/playground', '/traces'])('is sound on %s by Lighthouse', async (path) => {
    const name = path.slice(1);
    scores[name] = await runLighthouse(name, `${served.url}${path}`, debuggingPort);
    expectSound(scores[name]);
  });
});

/** Speed depends on the machine and is reported, not judged here; what does not depend on it is. */
function expectSound({ accessibility, layoutShift }: LighthouseScores): void {
  expect(accessibility).toBe(100);
  expect(layoutShift).toBeLessThan(0.02);
}
