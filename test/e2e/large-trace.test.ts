import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Span } from '../../shared/contract/span.ts';
import type { SpanRow } from '../../shared/contract/trace-spans.ts';
import { localStage } from '../support/local-stage.ts';
import { launchBrowser } from './support/browser.ts';
import { callModel, storedTrace } from './support/call-model.ts';
import { openConsole, signIn } from './support/console.ts';

const stage = localStage();
const spanCount = 100_000;
const partCount = 4;
const pagesOfPart = 5;
const pageCount = partCount * pagesOfPart;
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => await browser?.close());

it('shows a trace of 100,000 spans as it arrives and reaches its last one, with only what is in view in the document', async () => {
  const { traceId } = await callModel(stage, 'Hello');
  const { trace, spans } = await storedTrace(stage, traceId);
  const [root] = spans;
  if (!root) throw new Error('The trace has no span.');
  const { page, errors, close } = await openConsole(browser, stage, { width: 1440, theme: 'dark' });
  await signIn(page, stage);
  const large = { ...trace, spanCount };
  const isAsked = (path: string) => (url: URL) => url.pathname === `/api/v2/traces/${traceId}${path}`;
  await page.route(isAsked(''), (route) => route.fulfill({ json: { trace: large, spans: [] } }));
  await page.route(isAsked(`/spans/${idOf(spanCount - 1)}`), (route) => route.fulfill({ json: { span: root } }));
  // The last page is held back until the first ones have been looked at.
  const { promise: isSeen, resolve: seen } = Promise.withResolvers<void>();
  await page.route(isAsked('/spans'), async (route) => {
    const { searchParams } = new URL(route.request().url());
    const [part = 1, of] = (searchParams.get('part') ?? '').split('/').map(Number);
    expect(of).toBe(partCount);
    const index = Number(searchParams.get('cursor') ?? (part - 1) * pagesOfPart);
    if (index === pageCount - 1) await isSeen;
    const nextCursor = (index + 1) % pagesOfPart === 0 ? null : String(index + 1);
    await route.fulfill({ json: { trace: large, packIds: [], items: pageOf(root, index), nextCursor } });
  });
  await page.goto(`/traces/${traceId}`);
  await page.getByText('95,000 of 100,000 spans').waitFor();
  expect(await page.getByRole('treeitem').count()).toBeLessThan(100);
  seen();
  await page.getByRole('progressbar', { name: 'Loading spans' }).waitFor({ state: 'detached' });
  await page.getByRole('tree').focus();
  await page.keyboard.press('End');
  await page.locator(`#span-${idOf(spanCount - 1)}[aria-selected="true"]`).waitFor();
  expect(await page.getByRole('treeitem').count()).toBeLessThan(100);
  expect(await scrollsToTop(page)).toBe(true);
  // Not every word of a large trace is here: that there is no hit must not be taken for that nothing says it.
  await page.getByLabel('Search in this trace').fill('in no name');
  await page.getByText('No hits').waitFor();
  await page.getByText(/^In a trace of this size only names/).waitFor();
  expect(errors).toEqual([]);
  await close();
});

const idOf = (index: number) => (index + 1).toString(16).padStart(16, '0');

/** A root, and chains of three below it, each span starting later. */
function pageOf(root: Span, page: number): SpanRow[] {
  const size = spanCount / pageCount;
  const origin = BigInt(root.startTimeUnixNano);
  return Array.from({ length: size }, (_, place) => {
    const index = page * size + place;
    const start = origin + BigInt(index) * 1000n;
    const parent = index % 3 === 1 ? 0 : index - 1;
    return {
      spanId: idOf(index),
      ...(index === 0 ? {} : { parentSpanId: idOf(parent) }),
      name: `step ${index}`,
      type: 'tool',
      status: 'ok',
      startTimeUnixNano: String(start),
      endTimeUnixNano: String(start + (index === 0 ? BigInt(spanCount) * 1000n : 500n)),
    };
  });
}

async function scrollsToTop(page: Page): Promise<boolean> {
  await page.keyboard.press('Home');
  await page.locator('[role="treeitem"][aria-level="1"][aria-selected="true"]').waitFor();
  return (await page.evaluate<number>('document.querySelector(\'[role="tree"]\').scrollTop')) === 0;
}
