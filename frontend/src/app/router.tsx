import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  Outlet,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router';
import { parseDashboardSearch } from '../features/dashboard/dashboard-search.ts';
import { parseDocsSearch } from '../features/docs/docs-search.ts';
import { parseGetStartedSearch } from '../features/get-started/get-started-search.ts';
import { parseGovernanceSearch } from '../features/governance/governance-search.ts';
import { parseIngestionSearch } from '../features/ingestion/ingestion-search.ts';
import { parseKeysSearch } from '../features/keys/keys-search.ts';
import { parseLiveSearch } from '../features/live/live-search.ts';
import { parseModelsSearch } from '../features/models/models-search.ts';
import { parsePerformanceSearch } from '../features/performance/performance-search.ts';
import { parsePlaygroundSearch } from '../features/playground/playground-search.ts';
import { parseProvidersSearch } from '../features/providers/providers-search.ts';
import { parseReplaysSearch } from '../features/replays/replays-search.ts';
import { parseRouteSearch, parseRoutesSearch } from '../features/routing/routing-search.ts';
import { parseSettingsSearch } from '../features/settings/settings-search.ts';
import { parseSignInSearch } from '../features/sign-in/sign-in-search.ts';
import { parseGroupSearch, parseGroupsSearch } from '../features/trace-groups/groups-search.ts';
import { parseTracesSearch } from '../features/traces/traces-search.ts';
import { projectStore, selectProject } from '../lib/project.ts';
import { sessionStore } from '../lib/session.ts';
import { lazyPage } from './lazy-page.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { queryClient } from './query-client.ts';
import { RouteError } from './route-error.tsx';
import { parseProjectSearch } from './shell/project-search.ts';
import { Shell } from './shell/shell.tsx';

const root = createRootRouteWithContext<{ queryClient: typeof queryClient }>()({ component: Outlet });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: parseSignInSearch,
  component: lazyPage(() => import('../features/sign-in/sign-in-page.tsx'), 'SignInPage'),
});

/** Everything behind the sign-in, inside the shell. */
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  validateSearch: parseProjectSearch,
  search: { middlewares: [retainSearchParams(['project'])] },
  beforeLoad: ({ location, search: { project }, preload }) => {
    if (sessionStore.get() === null) throw redirect({ to: '/sign-in', search: { redirect: location.href } });
    if (!preload && project !== undefined && project !== projectStore.get()) selectProject(project);
  },
});

const getStarted = createRoute({
  getParentRoute: () => shell,
  path: '/',
  validateSearch: parseGetStartedSearch,
  component: lazyPage(() => import('../features/get-started/get-started-page.tsx'), 'GetStartedPage'),
});

const playground = createRoute({
  getParentRoute: () => shell,
  path: '/playground',
  validateSearch: parsePlaygroundSearch,
  component: lazyPage(() => import('../features/playground/playground-page.tsx'), 'PlaygroundPage'),
});

const traces = createRoute({
  getParentRoute: () => shell,
  path: '/traces',
  validateSearch: parseTracesSearch,
  component: lazyPage(() => import('../features/traces/traces-page.tsx'), 'TracesPage'),
});

const trace = createRoute({
  getParentRoute: () => traces,
  path: '$traceId',
  component: lazyPage(() => import('../features/traces/trace-page.tsx'), 'TracePage'),
});

const live = createRoute({
  getParentRoute: () => shell,
  path: '/live',
  validateSearch: parseLiveSearch,
  component: lazyPage(() => import('../features/live/live-page.tsx'), 'LivePage'),
});

const dashboard = createRoute({
  getParentRoute: () => shell,
  path: '/dashboard',
  validateSearch: parseDashboardSearch,
  component: lazyPage(() => import('../features/dashboard/dashboard-page.tsx'), 'DashboardPage'),
});

const performance = createRoute({
  getParentRoute: () => shell,
  path: '/performance',
  validateSearch: parsePerformanceSearch,
  component: lazyPage(() => import('../features/performance/performance-page.tsx'), 'PerformancePage'),
});

const sessions = createRoute({
  getParentRoute: () => shell,
  path: '/sessions',
  validateSearch: parseGroupsSearch,
  component: lazyPage(() => import('../features/sessions/sessions-page.tsx'), 'SessionsPage'),
});

const session = createRoute({
  getParentRoute: () => shell,
  path: '/sessions/$sessionId',
  validateSearch: parseGroupSearch,
  component: lazyPage(() => import('../features/sessions/session-page.tsx'), 'SessionPage'),
});

const users = createRoute({
  getParentRoute: () => shell,
  path: '/users',
  validateSearch: parseGroupsSearch,
  component: lazyPage(() => import('../features/users/users-page.tsx'), 'UsersPage'),
});

const user = createRoute({
  getParentRoute: () => shell,
  path: '/users/$userId',
  validateSearch: parseGroupSearch,
  component: lazyPage(() => import('../features/users/user-page.tsx'), 'UserPage'),
});

const models = createRoute({
  getParentRoute: () => shell,
  path: '/models',
  validateSearch: parseModelsSearch,
  component: lazyPage(() => import('../features/models/models-page.tsx'), 'ModelsPage'),
});

const providers = createRoute({
  getParentRoute: () => shell,
  path: '/providers',
  validateSearch: parseProvidersSearch,
  component: lazyPage(() => import('../features/providers/providers-page.tsx'), 'ProvidersPage'),
});

const routes = createRoute({
  getParentRoute: () => shell,
  path: '/routes',
  validateSearch: parseRoutesSearch,
  component: lazyPage(() => import('../features/routing/routes-page.tsx'), 'RoutesPage'),
});

const routeDetail = createRoute({
  getParentRoute: () => shell,
  path: '/routes/$name',
  validateSearch: parseRouteSearch,
  component: lazyPage(() => import('../features/routing/route-page.tsx'), 'RoutePage'),
});

const newRoute = createRoute({
  getParentRoute: () => shell,
  path: '/new-route',
  validateSearch: parseRouteSearch,
  component: lazyPage(() => import('../features/routing/new-route-page.tsx'), 'NewRoutePage'),
});

const limits = createRoute({
  getParentRoute: () => shell,
  path: '/limits',
  validateSearch: parseGovernanceSearch,
  component: lazyPage(() => import('../features/governance/governance-page.tsx'), 'GovernancePage'),
});

const cache = createRoute({
  getParentRoute: () => shell,
  path: '/cache',
  component: lazyPage(() => import('../features/governance/cache-page.tsx'), 'CachePage'),
});

const ingestion = createRoute({
  getParentRoute: () => shell,
  path: '/ingestion',
  validateSearch: parseIngestionSearch,
  component: lazyPage(() => import('../features/ingestion/ingestion-page.tsx'), 'IngestionPage'),
});

const replays = createRoute({
  getParentRoute: () => shell,
  path: '/replays',
  validateSearch: parseReplaysSearch,
  component: lazyPage(() => import('../features/replays/replays-page.tsx'), 'ReplaysPage'),
});

const keys = createRoute({
  getParentRoute: () => shell,
  path: '/keys',
  validateSearch: parseKeysSearch,
  component: lazyPage(() => import('../features/keys/keys-page.tsx'), 'KeysPage'),
});

const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  validateSearch: parseSettingsSearch,
  component: lazyPage(() => import('../features/settings/settings-page.tsx'), 'SettingsPage'),
});

const apiDocs = createRoute({
  getParentRoute: () => shell,
  path: '/docs/api',
  validateSearch: parseDocsSearch,
  component: lazyPage(() => import('../features/docs/api-docs-page.tsx'), 'ApiDocsPage'),
});

/** Whoever lost the way still has the rail. */
const notFound = createRoute({ getParentRoute: () => shell, path: '$', component: NotFoundPage });

const routeTree = root.addChildren([
  signIn,
  shell.addChildren([
    getStarted,
    playground,
    traces.addChildren([trace]),
    sessions,
    session,
    users,
    user,
    live,
    dashboard,
    performance,
    models,
    providers,
    routes,
    routeDetail,
    newRoute,
    limits,
    cache,
    ingestion,
    replays,
    keys,
    settings,
    apiDocs,
    notFound,
  ]),
]);

export const router = createRouter({
  routeTree,
  context: { queryClient },
  defaultPreload: 'intent',
  defaultNotFoundComponent: NotFoundPage,
  defaultErrorComponent: RouteError,
  defaultPendingMs: 150,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
