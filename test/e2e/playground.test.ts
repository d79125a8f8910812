import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localStage } from '../support/local-stage.ts';
import { launchBrowser } from './support/browser.ts';
import { storedTrace } from './support/call-model.ts';
import { ask, openConsole, pickModel, signIn, traceIdOf } from './support/console.ts';

const stage = localStage();
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => await browser?.close());

async function openPlayground() {
  const opened = await openConsole(browser, stage, { width: 1440, theme: 'light' });
  await signIn(opened.page, stage);
  await opened.page.goto('/playground');
  await opened.page.getByRole('button', { name: /^Model:/ }).waitFor();
  return opened;
}

describe('the playground', () => {
  it('stops an answer, keeps what had arrived, and gets its figures from the trace', async () => {
    const { page, close } = await openPlayground();
    await pickModel(page, 'sandbox/slow');
    await ask(page, 'Take your time.');
    await page.getByTestId('answer-text').waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Stopped', { exact: true }).waitFor();
    const href = await page.getByRole('link', { name: 'Open trace' }).getAttribute('href');
    const { trace } = await storedTrace(stage, traceIdOf(href));
    expect(trace.outputTokens).toBeGreaterThan(0);
    const output = page.locator('[data-testid="result"] > div').filter({ hasText: 'Out' }).locator('[data-exact]');
    await output.waitFor();
    expect(await output.getAttribute('data-exact')).toBe(String(trace.outputTokens));
    await close();
  });

  it('says what went wrong, with the request id', async () => {
    const { page, close } = await openPlayground();
    await page.route('**/v1/chat/completions', (route) =>
      route.fulfill({
        status: 503,
        headers: { 'x-request-id': 'request-7' },
        contentType: 'application/json',
        body: JSON.stringify({
          error: { message: 'The provider is overloaded.', type: 'server_error', param: null, code: 'overloaded' },
        }),
      }),
    );
    await ask(page, 'Hello');
    const alert = page.getByRole('alert').filter({ hasText: 'The provider is overloaded.' });
    await alert.waitFor();
    expect(await alert.textContent()).toContain('request-7');
    await close();
  });

  it('keeps the draft in the link and over a reload', async () => {
    const { page, close } = await openPlayground();
    await pickModel(page, 'sandbox/echo');
    await page.getByLabel('Temperature').fill('0.3');
    await page.getByLabel('Maximum tokens').fill('64');
    await page.getByLabel('JSON mode').check();
    await page.getByRole('textbox', { name: 'Message 2, user' }).fill('Keep this.');
    await page.waitForURL(/Keep/);
    await page.reload();
    await page.getByRole('button', { name: /^Model:/ }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Message 2, user' }).inputValue()).toBe('Keep this.');
    expect(await page.getByLabel('Temperature').inputValue()).toBe('0.3');
    expect(await page.getByLabel('Maximum tokens').inputValue()).toBe('64');
    expect(await page.getByLabel('JSON mode').isChecked()).toBe(true);
    await page.getByText('sandbox/echo').waitFor();
    await close();
  });

  it('continues the conversation with the answer', async () => {
    const { page, close } = await openPlayground();
    await pickModel(page, 'sandbox/lorem');
    await ask(page, 'Say something.');
    await page.getByRole('button', { name: 'Add to messages' }).click();
    const said = page.getByRole('textbox', { name: 'Message 3, assistant' });
    expect((await said.inputValue()).length).toBeGreaterThan(5);
    await ask(page, 'And more.');
    await page.getByRole('button', { name: 'Add to messages' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Message 4, user' }).inputValue()).toBe('And more.');
    await close();
  });

  it('draws at most once per frame while an answer streams', async () => {
    const { page, close } = await openPlayground();
    await pickModel(page, 'sandbox/lorem');
    await page.evaluate(countFramesAndChanges);
    await ask(page, 'Stream.');
    await page.getByRole('link', { name: 'Open trace' }).waitFor();
    const { frames, changes } = await page.evaluate<{ frames: number; changes: number }>('window.drawing');
    expect(changes).toBeGreaterThan(1);
    expect(changes).toBeLessThanOrEqual(frames + 4);
    await close();
  });
});

/** Counts animation frames, and batches of changes in the answer, from now on. */
const countFramesAndChanges = `
  window.drawing = { frames: 0, changes: 0 };
  const tick = () => { window.drawing.frames += 1; requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
  new MutationObserver((records) => {
    const isAnswer = (node) => (node instanceof Element ? node : node.parentElement)?.closest('[aria-label="Answer"]');
    if (records.some((record) => isAnswer(record.target))) window.drawing.changes += 1;
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
`;
