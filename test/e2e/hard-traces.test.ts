import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TraceMetrics } from '../../shared/contract/trace-metrics.ts';
import { localStage } from '../support/local-stage.ts';
import { launchBrowser } from './support/browser.ts';
import { callModel } from './support/call-model.ts';
import { openConsole, signIn, widths } from './support/console.ts';
import { sendTrace, spanIdOf } from './support/send-spans.ts';

/** Names, types and trees as applications send them, not as a screen would like them. */
const stage = localStage();
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => await browser?.close());

it.each(widths)('keeps what can be done with a trace in view, %d px wide, whatever it is called', async (width) => {
  const traceId = await sendTrace(stage, [{ spanId: spanIdOf(0), name: 'a_name_without_spaces_'.repeat(20) }]);
  const { page, close } = await openConsole(browser, stage, { width, theme: 'dark' });
  await signIn(page, stage);
  await page.goto(`/traces/${traceId}?full=true`);
  const button = page.getByRole('button', { name: 'Show beside the list' });
  await button.waitFor();
  expect(await rightOf(button)).toBeLessThanOrEqual(width);
  await page.goto(`/traces/${traceId}?full=true&compare=${traceId}`);
  const compared = page.getByText(/^Compared with/);
  await compared.waitFor();
  expect(await compared.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBeLessThanOrEqual(0);
  await close();
});

it('breaks an error type that is longer than its line', async () => {
  const traceId = await sendTrace(stage, [
    { spanId: spanIdOf(0), name: 'failing', status: 'error', errorType: 'AVeryParticularError'.repeat(12) },
  ]);
  const { page, close } = await openConsole(browser, stage, { width: 1440, theme: 'dark' });
  await signIn(page, stage);
  await page.goto(`/traces/${traceId}?full=true`);
  for (const name of ['Error', 'Errors']) {
    const region = page.getByRole('region', { name, exact: true });
    await region.waitFor();
    expect(await region.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  }
  await close();
});

it('keeps the figures of a model in view, whatever it is called', async () => {
  await callModel(stage, 'Hello');
  const { page, close } = await openConsole(browser, stage, { width: 1440, theme: 'dark' });
  await signIn(page, stage);
  // The most frequent one, as a team may have called it.
  await page.route(
    (url) => url.pathname === '/api/v2/trace-metrics',
    async (route) => {
      const response = await route.fetch();
      const metrics = (await response.json()) as TraceMetrics;
      const [first, ...rest] = metrics.series;
      const renamed = first === undefined ? [] : [{ ...first, value: `tuned/${'model-of-many-words-'.repeat(10)}` }];
      await route.fulfill({ response, json: { ...metrics, series: [...renamed, ...rest] } });
    },
  );
  for (const [path, table] of [
    ['/dashboard', 'By model'],
    ['/performance', 'Percentiles by model'],
  ] as const) {
    await page.goto(path);
    const row = page
      .getByRole('table')
      .getByText(/^tuned/)
      .first();
    await row.waitFor();
    const region = page
      .getByRole('region', { name: table })
      .filter({ has: page.getByRole('table') })
      .last();
    expect(await region.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  }
  await close();
});

it('has room for the name of a span however deep it lies, also on a phone and beside the list', async () => {
  const depth = 12;
  const traceId = await sendTrace(
    stage,
    Array.from({ length: depth }, (_, index) => ({
      spanId: spanIdOf(index),
      ...(index === 0 ? {} : { parentSpanId: spanIdOf(index - 1) }),
      name: `level ${index}`,
    })),
  );
  for (const width of widths) {
    const { page, close } = await openConsole(browser, stage, { width, theme: 'dark' });
    await signIn(page, stage);
    await page.goto(`/traces/${traceId}`);
    const name = page.getByRole('tree').getByText(`level ${depth - 1}`, { exact: true });
    await name.waitFor({ state: 'attached' });
    const { width: room } = await boxOf(name);
    expect(room).toBeGreaterThan(24);
    await close();
  }
});

it('shows a trace that took no time, and marks of a time axis that do not touch on a phone', async () => {
  const at = new Date().toISOString();
  const instant = await sendTrace(stage, [{ spanId: spanIdOf(0), name: 'instant', startTime: at, endTime: at }]);
  const second = await sendTrace(stage, [{ spanId: spanIdOf(0), name: 'a second' }]);
  const { page, errors, close } = await openConsole(browser, stage, { width: 390, theme: 'dark' });
  await signIn(page, stage);
  await page.goto(`/traces/${instant}?critical=true&gaps=true`);
  await page.getByText('The trace took no time.').waitFor();
  await page.goto(`/traces/${second}`);
  await page.getByRole('tree').waitFor();
  const marks = await page
    .getByRole('region', { name: 'Spans' })
    .getByText(/^\d+ ms$|^1 s$/)
    .all();
  const boxes = await Promise.all(marks.map((mark) => mark.boundingBox()));
  const shown = boxes.filter((box) => box !== null).toSorted((a, b) => a.x - b.x);
  expect(shown.length).toBeGreaterThan(0);
  for (const [index, box] of shown.entries())
    expect(box.x + box.width).toBeLessThanOrEqual(shown[index + 1]?.x ?? Number.POSITIVE_INFINITY);
  expect(errors).toEqual([]);
  await close();
});

it('says so where the span of a link is not in its trace, until another one is chosen', async () => {
  const traceId = await sendTrace(stage, [{ spanId: spanIdOf(0), name: 'there' }]);
  const { page, close } = await openConsole(browser, stage, { width: 1440, theme: 'dark' });
  await signIn(page, stage);
  await page.goto(`/traces/${traceId}?span=${spanIdOf(1)}`);
  const missing = page.getByText(`The span ${spanIdOf(1)} of this link is not in this trace`);
  await missing.waitFor();
  await page.getByRole('treeitem').click();
  await missing.waitFor({ state: 'detached' });
  await close();
});

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (!box) throw new Error('It is not drawn.');
  return box;
}

async function rightOf(locator: Locator): Promise<number> {
  const { x, width } = await boxOf(locator);
  return x + width;
}
