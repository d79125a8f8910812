import type { Page } from 'playwright-core';
import { ask } from './console.ts';

export interface Screen {
  name: string;
  /** `{traceId}` stands for a call through the gateway that exists; other names are those of `DemoPlaces`. */
  path: string;
  /** Resolves when everything that the screen shows at rest is there. */
  isReady(page: Page): Promise<unknown>;
}

const heading = (name: string) => async (page: Page) => {
  await page.getByRole('heading', { name, level: 1 }).waitFor();
  await untilLoaded(page);
};

/** No skeleton is left. */
async function untilLoaded(page: Page): Promise<void> {
  await page.locator('[role="status"][aria-label^="Loading"]').first().waitFor({ state: 'detached' });
}

/** Whose call the trace is of: the session and user that screens show. */
export const visit = { session: 'visit #1', user: 'ada@example.com' } as const;

/** Every screen behind the sign-in. A new one belongs here. */
export const screens: readonly Screen[] = [
  { name: 'get-started', path: '/', isReady: heading('Get started') },
  {
    name: 'playground',
    path: '/playground?model=sandbox%2Florem',
    isReady: (page) => page.getByRole('button', { name: /^Model:/ }).waitFor(),
  },
  {
    name: 'playground-answered',
    path: '/playground?model=sandbox%2Florem',
    isReady: async (page) => {
      await ask(page, 'Describe a signal box.');
      await page.getByRole('link', { name: 'Open trace' }).waitFor();
    },
  },
  {
    name: 'playground-models',
    path: '/playground',
    isReady: async (page) => {
      await page.getByRole('button', { name: /^Model:/ }).click();
      await page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'playground-code',
    path: '/playground',
    isReady: async (page) => {
      await page.getByRole('button', { name: 'Copy as code' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'traces', path: '/traces', isReady: (page) => page.getByRole('table', { name: 'Traces' }).waitFor() },
  {
    name: 'traces-filtered-empty',
    path: '/traces?model=nothing%2Flike-it',
    isReady: (page) => page.getByRole('button', { name: 'Clear filter' }).waitFor(),
  },
  { name: 'live', path: '/live', isReady: (page) => page.getByText(/^Listening\./).waitFor() },
  {
    name: 'live-calls',
    path: '/live?order=running',
    isReady: async (page) => {
      await page.getByText(/^Listening\./).waitFor();
      const other = await page.context().newPage();
      // It has to run for longer than the gateway may take to notice that somebody watches.
      await other.goto('/playground?model=sandbox%2Fslow');
      await ask(other, 'Describe a signal box.');
      await page.getByText('sandbox/slow').first().waitFor();
      await other.close();
    },
  },
  { name: 'replays', path: '/replays', isReady: heading('Replays') },
  {
    name: 'replays-new',
    path: '/replays?new=true',
    isReady: (page) =>
      page
        .getByRole('dialog')
        .getByText(/requests? with|Nothing is archived/)
        .waitFor(),
  },
  {
    name: 'ingestion',
    path: '/ingestion',
    isReady: (page) => page.getByRole('region', { name: 'Spans by hour of acceptance' }).waitFor(),
  },
  {
    name: 'traces-filter-typed',
    path: '/traces?q=status:ok',
    isReady: async (page) => {
      await page.getByRole('combobox', { name: 'Filter traces' }).click();
      await page.keyboard.type(' cost');
      await page.getByRole('option').first().waitFor();
    },
  },
  { name: 'sessions', path: '/sessions', isReady: (page) => page.getByRole('link', { name: visit.session }).waitFor() },
  {
    name: 'session',
    path: '/sessions/{sessionId}?turn={turnTraceId}',
    isReady: (page) => page.getByText('assistant', { exact: true }).first().waitFor(),
  },
  {
    name: 'user',
    path: `/users/${encodeURIComponent(visit.user)}`,
    isReady: async (page) => {
      await page.getByRole('heading', { name: `User ${visit.user}`, level: 1 }).waitFor();
      await untilLoaded(page);
    },
  },
  {
    name: 'user-missing',
    path: '/users/nobody',
    isReady: (page) => page.getByText('There is no such user.').waitFor(),
  },
  { name: 'users', path: '/users', isReady: (page) => page.getByRole('link', { name: visit.user }).waitFor() },
  { name: 'trace', path: '/traces/{agentTraceId}', isReady: (page) => page.getByRole('tree').waitFor() },
  // Views of a trace and tabs of a span are independent: each visit shows one of both.
  {
    name: 'trace-graph-and-details',
    path: '/traces/{agentTraceId}?show=graph&tab=details&span={callSpanId}',
    isReady: async (page) => {
      await page.getByRole('region', { name: 'Usage and cost' }).waitFor();
      await page.getByRole('region', { name: 'Graph of calls' }).waitFor();
    },
  },
  {
    name: 'trace-conversation-and-raw',
    path: '/traces/{turnTraceId}?show=conversation&tab=raw',
    isReady: async (page) => {
      await page.getByLabel('Span as JSON').first().waitFor();
      await page.getByRole('list', { name: 'Conversation' }).waitFor();
    },
  },
  {
    name: 'trace-scores-and-attributes',
    path: '/traces/{turnTraceId}?show=scores&tab=attributes',
    isReady: async (page) => {
      await page.getByLabel('Find an attribute').waitFor();
      await page.getByRole('button', { name: 'Add score' }).waitFor();
      await untilLoaded(page);
    },
  },
  {
    name: 'trace-page',
    path: '/traces/{agentTraceId}?full=true&critical=true&gaps=true',
    isReady: (page) => page.getByRole('heading', { name: 'Longest gaps' }).waitFor(),
  },
  {
    name: 'trace-compared',
    path: '/traces/{turnTraceId}?full=true&compare={otherTraceId}',
    isReady: (page) => page.getByRole('list', { name: 'Spans of both traces' }).waitFor(),
  },
  {
    name: 'trace-missing',
    path: `/traces/${'0'.repeat(31)}1`,
    isReady: (page) => page.getByText(/^Not found yet/).waitFor(),
  },
  {
    name: 'dashboard',
    path: '/dashboard?range=2d&before=true',
    isReady: async (page) => {
      await heading('Dashboard')(page);
      await page.getByRole('group', { name: 'Traces over time' }).waitFor();
      await page.getByRole('region', { name: 'By trace name' }).getByRole('table').waitFor();
    },
  },
  {
    name: 'dashboard-empty',
    path: '/dashboard?from=2025-01-01T00:00:00Z&to=2025-01-02T00:00:00Z',
    isReady: (page) => page.getByLabel('Environment of your application', { exact: true }).waitFor(),
  },
  {
    name: 'performance',
    path: '/performance?range=2d',
    isReady: async (page) => {
      await heading('Performance')(page);
      await page.getByRole('img', { name: /by time and latency/ }).waitFor();
      await page.getByRole('region', { name: 'Percentiles by model' }).getByRole('table').waitFor();
    },
  },
  {
    name: 'performance-empty',
    path: '/performance?from=2025-01-01T00:00:00Z&to=2025-01-02T00:00:00Z',
    isReady: (page) => page.getByText('Nothing was measured in this range.').waitFor(),
  },
  { name: 'models', path: '/models', isReady: heading('Models') },
  { name: 'model', path: '/models?model=sandbox%2Florem', isReady: (page) => page.locator('[data-panel]').waitFor() },
  {
    name: 'model-added',
    path: '/models?q=llama3&add=true',
    isReady: (page) => page.getByRole('dialog', { name: 'Add a model' }).waitFor(),
  },
  {
    name: 'models-compared',
    path: '/models?compare=sandbox%2Florem,sandbox%2Ftools',
    isReady: (page) => page.getByRole('dialog', { name: 'Compare models' }).waitFor(),
  },
  { name: 'providers', path: '/providers', isReady: heading('Providers') },
  { name: 'provider', path: '/providers?provider=sandbox', isReady: (page) => page.locator('[data-panel]').waitFor() },
  {
    name: 'provider-connect',
    path: '/providers?connect=true',
    isReady: (page) => page.getByRole('dialog', { name: 'Connect a provider' }).waitFor(),
  },
  { name: 'routes', path: '/routes', isReady: heading('Routes') },
  {
    name: 'routes-filtered-empty',
    path: '/routes?q=nothing-like-it',
    isReady: (page) => page.getByText(/No route (matches this filter|yet)/).waitFor(),
  },
  { name: 'route-new', path: '/new-route', isReady: heading('New route') },
  {
    name: 'route-new-json',
    path: '/new-route?as=json',
    isReady: (page) => page.getByLabel('Configuration as JSON').waitFor(),
  },
  {
    name: 'route-dry-run',
    path: '/new-route?tab=dry-run',
    isReady: async (page) => {
      await page.getByRole('button', { name: 'Run over the last 1,000 calls' }).click();
      await page.getByLabel('Models that would have been chosen').waitFor();
    },
  },
  {
    name: 'trace-decision',
    path: '/traces/{traceId}?tab=decision&show=logs',
    isReady: (page) => page.getByRole('region', { name: 'Attempts' }).waitFor(),
  },
  { name: 'budgets', path: '/limits', isReady: heading('Limits and budgets') },
  { name: 'limits', path: '/limits?view=limits', isReady: heading('Limits and budgets') },
  {
    name: 'budget-new',
    path: '/limits',
    isReady: async (page) => {
      await page.getByRole('button', { name: 'New budget' }).first().click();
      await page.getByRole('dialog', { name: 'New budget' }).waitFor();
    },
  },
  { name: 'cache', path: '/cache', isReady: heading('Cache') },
  { name: 'keys', path: '/keys', isReady: heading('API keys') },
  { name: 'settings', path: '/settings', isReady: heading('Project settings') },
  { name: 'api-reference', path: '/docs/api', isReady: heading('API reference') },
];
