import type { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import * as gateway from '../../functions/gateway/app.ts';
import { createPorts as gatewayPorts } from '../../functions/gateway/ports.ts';
import * as governance from '../../functions/governance/app.ts';
import { createPorts as governancePorts } from '../../functions/governance/ports.ts';
import * as identity from '../../functions/identity/app.ts';
import { createPorts as identityPorts } from '../../functions/identity/ports.ts';
import * as models from '../../functions/models/app.ts';
import { createPorts as modelsPorts } from '../../functions/models/ports.ts';
import * as operations from '../../functions/operations/app.ts';
import { createPorts as operationsPorts } from '../../functions/operations/ports.ts';
import * as realtime from '../../functions/realtime/app.ts';
import { createPorts as realtimePorts } from '../../functions/realtime/ports.ts';
import * as routing from '../../functions/routing/app.ts';
import { createPorts as routingPorts } from '../../functions/routing/ports.ts';
import * as tracing from '../../functions/tracing/app.ts';
import { createPorts as tracingPorts } from '../../functions/tracing/ports.ts';
import type { Domain } from '../../shared/contract/route.ts';
import { routes } from '../../shared/contract/routes.ts';
import { toHonoPath } from '../../shared/http/create-api.ts';

/** Enough for the ports to be made; nothing listens there. */
const environment = {
  AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
  STAGE: 'local',
  VERSION: '0.0.0',
  CORE_TABLE: 'core',
  KEY_PEPPER_SECRET_ID: 'pepper',
  USER_POOL_ID: 'us-east-1_Pool',
  USER_POOL_CLIENT_ID: 'console',
  INVITATION_DELIVERY: 'response',
  CONNECTIONS_TABLE: 'connections',
  WEBSOCKET_URL: 'ws://127.0.0.1:1',
  TRACES_TABLE: 'traces',
  ROLLUPS_TABLE: 'rollups',
  TELEMETRY_BUCKET: 'telemetry',
  INGESTION_QUEUE_URL: 'http://127.0.0.1:1/queue',
  REPLAY_QUEUE_URL: 'http://127.0.0.1:1/replays',
  DELETION_QUEUE_URL: 'http://127.0.0.1:1/deletions',
  LIVE_QUEUE_URL: 'http://127.0.0.1:1/live',
  PROVIDER_SECRET_PREFIX: 'providers',
  ALLOWS_PRIVATE_PROVIDERS: 'false',
};

const apps: Record<Domain, Hono> = {
  gateway: gateway.createApp(gatewayPorts(environment)),
  identity: identity.createApp(identityPorts(environment)),
  models: models.createApp(modelsPorts(environment)),
  operations: operations.createApp(operationsPorts(environment)),
  realtime: realtime.createApp(realtimePorts(environment)),
  routing: routing.createApp(routingPorts(environment)),
  governance: governance.createApp(governancePorts(environment)),
  tracing: tracing.createApp(tracingPorts(environment)),
};
const domains = Object.keys(apps) as Domain[];

const servedBy = (domain: Domain) =>
  apps[domain].routes.filter(({ method }) => method !== 'OPTIONS').map(({ method, path }) => `${method} ${path}`);
const promisedFor = (domain: Domain) =>
  routes.filter((route) => route.domain === domain).map(({ method, path }) => `${method} ${toHonoPath(path)}`);

describe('the functions serve what the contracts promise', () => {
  test.each(domains)('%s: every route, and no other', (domain) => {
    expect(servedBy(domain).sort()).toEqual(promisedFor(domain).sort());
  });

  test('each route belongs to a function that there is', () => {
    expect(domains.flatMap(promisedFor)).toHaveLength(routes.length);
  });
});

describe('nothing is answered without credentials', () => {
  const guarded = routes.filter(({ access }) => access.kind !== 'public');

  test.each(guarded.map((route) => [`${route.method} ${route.path}`, route] as const))('%s → 401', async (_, route) => {
    const path = route.path.replace(/\{\w+\}/g, 'anything');

    const response = await apps[route.domain].request(path, { method: route.method, body: route.body ? '{' : null });

    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
  });

  test('but what is meant to be open', () => {
    expect(routes.filter(({ access }) => access.kind === 'public').map(({ id }) => id)).toEqual([
      'getHealth',
      'getOpenApi',
    ]);
  });
});
