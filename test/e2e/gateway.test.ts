import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLimit } from '../../shared/contract/governance.ts';
import { createRoute } from '../../shared/contract/routing.ts';
import { localStage } from '../support/local-stage.ts';
import { accessibilityViolations } from './support/audit-accessibility.ts';
import { launchBrowser } from './support/browser.ts';
import { callModel, storedTrace } from './support/call-model.ts';
import { ask, type ConsolePage, openConsole, signIn } from './support/console.ts';
import { type GatewayProject, newGatewayProject, showProject } from './support/gateway-project.ts';

const stage = localStage();
let browser: Browser;
let project: GatewayProject;
let opened: ConsolePage;
let page: Page;

beforeAll(async () => {
  [browser, project] = await Promise.all([launchBrowser(), newGatewayProject(stage)]);
  opened = await openConsole(browser, stage, { width: 1440, theme: 'light' });
  page = opened.page;
  await signIn(page, stage);
  await showProject(page, project.stage);
});
afterAll(async () => {
  await opened?.close();
  await browser?.close();
  await project?.close();
});

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const dialog = (name: string) => page.getByRole('dialog', { name });
const said = (message: string | RegExp) => page.getByRole('region', { name: 'Messages' }).getByText(message).waitFor();

/** Nothing that was thrown, and nothing that axe finds. */
async function expectSound(): Promise<void> {
  expect(await accessibilityViolations(page)).toEqual([]);
  expect(opened.errors).toEqual([]);
}

describe('a budget', () => {
  it('that is used up stops calls, and says so in the playground and on its page', async () => {
    // First: the gateway keeps the rules of a project that it has called for some seconds.
    await page.goto('/limits');
    await button('New budget').first().click();
    await page.getByLabel('Name', { exact: true }).fill('A pinch');
    await page.getByLabel('Amount, USD').fill('0.000001');
    await page.getByLabel('Per', { exact: true }).selectOption('day');
    await page.getByLabel('Only this model').fill('sandbox/json');
    await expectSound();
    await button('Save budget').click();
    await said('Saved the budget A pinch.');
    await expect(callModel(project.stage, 'One too many', 'sandbox/json')).rejects.toMatchObject({
      status: 429,
      code: 'insufficient_quota',
    });
    await page.goto('/playground?model=sandbox%2Fjson');
    await ask(page, 'One too many');
    await page.getByText(/more than the whole budget "A pinch"/).waitFor();
    await page.getByText('Raise the budget in Limits and budgets').waitFor();
    await expectSound();
    await page.goto('/limits');
    await page.getByRole('link', { name: 'A pinch' }).click();
    await page.getByRole('img', { name: /spent of/ }).waitFor();
    await expectSound();
    await button('Delete').click();
    await dialog('Delete the budget A pinch?').getByRole('button', { name: 'Delete budget' }).click();
    await said('Deleted the budget A pinch.');
  });
});

describe('a provider', () => {
  it('is tried before it is connected: a wrong address says so, the right one answers', async () => {
    await page.goto('/providers?connect=true');
    await page.getByLabel('Id', { exact: true }).fill('backup');
    await page.getByLabel('Base URL').fill('http://127.0.0.1:9/v1');
    await page.getByLabel('API key').fill('sk-browser-first');
    await button('Test').click();
    await page.getByText('It does not answer').waitFor();
    await expectSound();
    await page.getByLabel('Base URL').fill(project.provider.baseUrl);
    await page.getByLabel('More models').fill('*');
    await button('Test').click();
    await page.getByText('It answers', { exact: true }).waitFor();
    await button('Connect provider').last().click();
    await said(/^Connected backup/);
    await page.getByRole('row', { name: /backup/ }).waitFor();
  });

  it('has its key rotated: the new one is used, the old one retires', async () => {
    await page.goto('/providers?provider=backup');
    await button('Actions for key Key').click();
    await page.getByRole('menuitem', { name: 'Rotate' }).click();
    await page.getByLabel('New API key').fill('sk-browser-second');
    await expectSound();
    await button('Rotate key').click();
    await said(/^Rotated Key/);
    const keys = page.getByRole('table').filter({ has: page.getByRole('columnheader', { name: 'State' }) });
    await keys.getByRole('row', { name: /…cond active/ }).waitFor();
    await keys.getByRole('row', { name: /…irst retires/ }).waitFor();
    await callModel(project.stage, 'Which key?', 'backup/ok');
    expect(project.provider.requests.at(-1)?.headers.authorization).toBe('Bearer sk-browser-second');
  });
});

describe('a route', () => {
  it('is made as a form and as JSON; what is wrong with it is said by its field', async () => {
    await page.goto('/new-route');
    await page.getByLabel('Name', { exact: true }).fill('answers');
    await page.getByLabel('Model', { exact: true }).fill('primary/http-500');
    await button('JSON').click();
    const json = page.getByLabel('Configuration as JSON');
    const typed = JSON.parse(await json.inputValue()) as {
      targets: unknown[];
      rules: { use: { targets: string[] } }[];
    };
    typed.rules[0]?.use.targets.push('spare');
    await json.fill(JSON.stringify(typed));
    await page.getByRole('list', { name: 'Problems' }).getByText('rules.0.use.targets.1').waitFor();
    expect(await button('Create route').isDisabled()).toBe(true);
    await json.fill(JSON.stringify({ ...typed, targets: [...typed.targets, { id: 'spare', model: 'sandbox/echo' }] }));
    await page
      .getByRole('list', { name: 'Problems' })
      .getByText('rules.0.use.targets.1')
      .waitFor({ state: 'detached' });
    await expectSound();
    await button('Create route').click();
    await said(/^Made answers/);
  });

  it('falls over, and the decision in the trace says why', async () => {
    const { traceId, text } = await callModel(project.stage, 'Say it again', 'answers');
    expect(text).toContain('Say it again');
    await storedTrace(project.stage, traceId);
    await page.goto('/routes/answers?tab=decisions');
    await page.locator(`#trace-${traceId}`).click();
    const attempts = page.getByRole('region', { name: 'Attempts' });
    await attempts.getByText('provider_failed').first().waitFor();
    await attempts.getByText('fail-over').waitFor();
    expect(await attempts.getByRole('listitem').last().textContent()).toContain('answered');
    await expectSound();
  });

  it('tells in a dry run what it would have chosen, each call once', async () => {
    await page.goto('/routes/answers?tab=dry-run');
    await button('Run over the last 1,000 calls').click();
    await page.getByRole('region', { name: 'Models that would have been chosen' }).waitFor();
    const links = page.getByRole('region', { name: 'Calls that would have gone elsewhere' }).getByRole('link');
    const traces = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    expect(traces.length).toBeGreaterThan(0);
    expect(new Set(traces).size).toBe(traces.length);
    await expectSound();
  });

  it('is changed, compared, restored and deleted', async () => {
    await page.goto('/routes/answers');
    await page.getByLabel('Description').fill('Answers of the support bot');
    await button('Save').click();
    await said('Saved answers as version 2. It decides from now on.');
    await page.getByRole('tab', { name: 'Versions' }).click();
    await button('Compare').click();
    await page.getByText('Version 1 against 2').first().waitFor();
    await expectSound();
    await button('Restore version 1').click();
    await dialog('Restore version 1 of answers?')
      .getByRole('button', { name: /^Restore/ })
      .click();
    await said('Version 1 of answers decides again, as version 3.');
    await button('Delete').click();
    await dialog('Delete the route answers?').getByRole('button', { name: 'Delete route' }).click();
    await said('Deleted answers.');
    await page.getByText('No route yet').waitFor();
  });
});

describe('the cache', () => {
  it('answers an equal call, which its trace and the page of the cache show', async () => {
    await project.api.call(createRoute, {
      body: {
        name: 'faq',
        config: {
          targets: [{ id: 'main', model: 'sandbox/echo' }],
          rules: [{ name: 'always', use: { kind: 'fallback', targets: ['main'] } }],
          cache: { ttlSeconds: 600, namespace: 'faq' },
        },
      },
    });
    await storedTrace(project.stage, (await callModel(project.stage, 'When do you open?', 'faq')).traceId);
    const { traceId } = await callModel(project.stage, 'When do you open?', 'faq');
    await storedTrace(project.stage, traceId);
    await page.goto(`/traces/${traceId}?tab=decision`);
    await page.getByText('answered from the cache, for nothing').waitFor();
    await expectSound();
    await page.goto('/cache');
    await page.getByRole('row', { name: /^faq 1 / }).waitFor();
    await expectSound();
    await button('Clear').click();
    await dialog('Clear the namespace faq?').getByRole('button', { name: 'Clear cache' }).click();
    await said('Cleared the namespace faq.');
  });
});

describe('a limit', () => {
  it('shows what the last minute has used of it, and is opened from the keyboard', async () => {
    // Of its own: the gateway keeps the rules of a project that it has called for some seconds.
    const own = await newGatewayProject(stage);
    const body = { name: 'Echoes', scope: { model: 'sandbox/echo' }, requestsPerMinute: 40, concurrency: 5 };
    await own.api.call(createLimit, { body });
    await own.api.call(createLimit, { body: { name: 'Keys', each: 'key', requestsPerMinute: 300 } });
    for (let made = 0; made < 10; made++) await callModel(own.stage, 'Echo', 'sandbox/echo');

    await showProject(page, own.stage);
    await page.goto('/limits?view=limits');
    // Some of them may have left the window by now.
    await page.getByRole('row', { name: /^Echoes .* [1-9]\d? % [1-9]\d? of 40 — 0 of 5$/ }).waitFor();
    await page.getByRole('row', { name: /^Keys Each key by key 300 — —$/ }).waitFor();
    await expectSound();
    await page.getByRole('link', { name: 'Echoes' }).press('Enter');
    await page
      .locator('[data-panel]')
      .getByText(/^[1-9]\d? of 40$/)
      .waitFor();
    expect(new URL(page.url()).searchParams.get('limit')).not.toBeNull();
    await expectSound();
    await page.getByRole('link', { name: 'Keys', exact: true }).press('Enter');
    await page
      .locator('[data-panel]')
      .getByRole('row', { name: /^Support bot \d % [1-9]\d? of 300$/ })
      .waitFor();
    await expectSound();
    await own.close();
  });
});
