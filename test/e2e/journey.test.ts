import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exactUsd } from '../../frontend/src/lib/figures/format-money.ts';
import { localStage } from '../support/local-stage.ts';
import { launchBrowser } from './support/browser.ts';
import { callModel, storedTrace } from './support/call-model.ts';
import { ask, openConsole, pickModel, signIn, traceIdOf, untilLive, widths } from './support/console.ts';
import { runSnippet } from './support/run-snippet.ts';

const stage = localStage();
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => await browser?.close());

describe.each(widths)('what a stranger can do, %d px wide', (width) => {
  it('signs in, asks a model, sees the answer stream and its exact figures, and opens the trace', async () => {
    const { page, errors, close } = await openConsole(browser, stage, { width, theme: 'dark' });
    await signIn(page, stage);
    await page.goto('/playground');
    await pickModel(page, 'sandbox/lorem');
    await ask(page, 'Tell me about signal boxes.');
    const answer = page.getByRole('region', { name: 'Answer' });
    // Streamed: text is there before the answer has ended.
    await page.locator('section[aria-busy="true"] [data-testid="answer-text"]').waitFor();
    await page.getByRole('status').filter({ hasText: 'The answer is complete.' }).waitFor({ state: 'attached' });

    const link = page.getByRole('link', { name: 'Open trace' });
    const traceId = traceIdOf(await link.getAttribute('href'));
    const { trace } = await storedTrace(stage, traceId);
    const exact = (name: string) =>
      answer.locator('dl > div').filter({ hasText: name }).locator('[data-exact]').getAttribute('data-exact');
    expect(await exact('In')).toBe(trace.inputTokens.toLocaleString('en-US'));
    expect(await exact('Out')).toBe(trace.outputTokens.toLocaleString('en-US'));
    expect(trace.costNanoUsd).toBeGreaterThan(0);
    expect(await exact('Cost')).toBe(exactUsd(trace.costNanoUsd ?? 0));
    expect(await exact('First token')).toMatch(/^[\d.]+ ms$/);
    expect(await exact('Speed')).toMatch(/tokens per second$/);
    await expect(answer.getByText('simulated', { exact: true }).count()).resolves.toBeGreaterThan(0);

    await link.click();
    await page.getByRole('tree').waitFor();
    expect(new URL(page.url()).pathname).toBe(`/traces/${traceId}`);
    await page.getByText('Tell me about signal boxes.').first().waitFor();
    expect(errors).toEqual([]);
    await close();
  });

  it('creates a key, takes the snippet, and sees its trace arrive', async () => {
    const { page, errors, close } = await openConsole(browser, stage, { width, theme: 'light' });
    await signIn(page, stage);
    await untilLive(page);
    await page.getByRole('button', { name: 'Create key' }).click();
    await page.getByLabel('API key').first().waitFor();
    await page.getByRole('tab', { name: 'TypeScript' }).click();
    const snippet = (await page.getByRole('group', { name: 'TypeScript snippet' }).textContent()) ?? '';
    expect(snippet).toContain(`${stage.url}/v1`);
    expect(snippet).toContain('sbx_local_');
    const printed = await runSnippet(snippet);
    expect(printed.length).toBeGreaterThan(20);
    await page.getByText('Your trace arrived').waitFor();
    await page.getByRole('link', { name: 'Open trace' }).click();
    await page.getByRole('tree').waitFor();
    expect(errors).toEqual([]);
    await close();
  });
});

describe('the same with the openai package', () => {
  it('streams an answer whose trace an open console shows without a reload', async () => {
    const { page, close } = await openConsole(browser, stage, { width: 1440, theme: 'dark' });
    await signIn(page, stage);
    // There is at least one trace, so that new ones are counted rather than shown at once.
    await storedTrace(stage, (await callModel(stage, 'First')).traceId);
    await page.goto('/traces');
    await page.getByRole('table', { name: 'Traces' }).waitFor();
    await untilLive(page);
    const rows = page.locator('tbody a');
    const before = await rows.first().getAttribute('id');
    const { traceId, text, usage } = await callModel(stage, 'Second');
    expect(text.length).toBeGreaterThan(0);
    const pill = page.getByRole('button', { name: /^\d+ new$/ });
    await pill.waitFor();
    expect(await rows.first().getAttribute('id')).toBe(before);
    await pill.click();
    await page.locator(`#trace-${traceId}`).waitFor();
    const { trace } = await storedTrace(stage, traceId);
    expect(trace.totalTokens).toBe(usage?.total_tokens);
    await close();
  });
});
