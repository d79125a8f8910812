import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Span } from '../../shared/contract/span.ts';
import { localStage } from '../support/local-stage.ts';
import { launchBrowser } from './support/browser.ts';
import { callModel, storedTrace } from './support/call-model.ts';
import { openConsole, signIn } from './support/console.ts';

const stage = localStage();
const spanCount = 10_000;
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => await browser?.close());

it('shows a trace of 10,000 spans and reaches its last one, with only what is in view in the document', async () => {
  const { traceId } = await callModel(stage, 'Hello');
  const { trace, spans } = await storedTrace(stage, traceId);
  const [root] = spans;
  if (!root) throw new Error('The trace has no span.');
  const { page, errors, close } = await openConsole(browser, stage, { width: 1440, theme: 'dark' });
  await signIn(page, stage);
  const many = [root, ...Array.from({ length: spanCount - 1 }, (_, index) => childOf(root, index))];
  await page.route(`**/api/v2/traces/${traceId}`, (route) =>
    route.fulfill({ json: { trace: { ...trace, spanCount }, spans: many } }),
  );
  await page.goto(`/traces/${traceId}`);
  await page.getByRole('treeitem').first().waitFor();
  expect(await page.getByRole('treeitem').count()).toBeLessThan(100);
  await page.getByRole('tree').focus();
  await page.keyboard.press('End');
  await page.locator(`#span-${many.at(-1)?.spanId}[aria-selected="true"]`).waitFor();
  expect(await page.getByRole('treeitem').count()).toBeLessThan(100);
  expect(await scrollsToTop(page)).toBe(true);
  expect(errors).toEqual([]);
  await close();
});

/** Chains of three below the root, each starting later. */
function childOf(root: Span, index: number): Span {
  const id = (n: number) => `c${(n + 1).toString(16).padStart(15, '0')}`;
  const start = BigInt(root.startTimeUnixNano) + BigInt(index + 1) * 1000n;
  return {
    ...root,
    spanId: id(index),
    parentSpanId: index % 3 === 0 ? root.spanId : id(index - 1),
    name: `step ${index}`,
    type: 'tool',
    startTimeUnixNano: String(start),
    endTimeUnixNano: String(start + 500n),
    durationMs: 0.0005,
    ...{ model: null, usage: null, cost: null, input: null, output: null },
  };
}

async function scrollsToTop(page: Page): Promise<boolean> {
  await page.keyboard.press('Home');
  await page.locator('[role="treeitem"][aria-level="1"][aria-selected="true"]').waitFor();
  return (await page.evaluate<number>('document.querySelector(\'[role="tree"]\').scrollTop')) === 0;
}
