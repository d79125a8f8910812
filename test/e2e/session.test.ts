import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { localStage } from '../support/local-stage.ts';
import { launchBrowser } from './support/browser.ts';
import { openConsole, signIn, untilLive } from './support/console.ts';
import { deleteTrace } from './support/delete-trace.ts';
import { sendTrace, spanIdOf } from './support/send-spans.ts';

const stage = localStage();
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => await browser?.close());

const say = (sessionId: string, input: string) =>
  sendTrace(stage, [{ spanId: spanIdOf(0), name: 'turn', sessionId, input, output: `Answer to ${input}` }]);

it('an open conversation shows what is said now, and no more what is deleted', async () => {
  const sessionId = `open ${crypto.randomUUID()}`;
  const first = await say(sessionId, 'First question');
  const { page, errors, close } = await openConsole(browser, stage, { width: 1440, theme: 'dark' });
  await signIn(page, stage);
  await page.goto(`/sessions/${encodeURIComponent(sessionId)}?turn=${first}`);
  await page.getByText('Answer to First question').waitFor();
  await untilLive(page);
  await say(sessionId, 'Second question');
  await page.getByText('Answer to Second question').waitFor();
  await page.getByText('Step 1 of 2').waitFor();

  await deleteTrace(page, `/traces?q=${encodeURIComponent(`session="${sessionId}"`)}`, first);
  await page.getByText('Answer to First question').waitFor({ state: 'detached' });
  await page.getByText('The step of this link is not among these').waitFor();
  expect(errors).toEqual([]);
  await close();
});

it('steps through a long conversation from wherever one reads, on a phone', async () => {
  const sessionId = `long ${crypto.randomUUID()}`;
  for (let turn = 0; turn < 12; turn += 1) await say(sessionId, `Question ${turn}`);
  const { page, close } = await openConsole(browser, stage, { width: 390, theme: 'dark' });
  await signIn(page, stage);
  await page.goto(`/sessions/${encodeURIComponent(sessionId)}`);
  await page.getByText('Question 11', { exact: true }).click();
  await page.getByText('Step 12 of 12').waitFor();
  const box = await page.getByRole('button', { name: 'Step back' }).boundingBox();
  expect(box?.y).toBeGreaterThan(0);
  await close();
});
