import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { projectHeader } from '../../shared/contract/common.ts';
import { createKey } from '../../shared/contract/keys.ts';
import type { Access } from '../../shared/contract/route.ts';
import openApi from '../../shared/openapi/openapi.generated.json' with { type: 'json' };
import { type LocalStage, localStage } from '../support/local-stage.ts';
import { clientFor, newMember, newProject, signIn } from '../support/people.ts';

interface Operation {
  operationId: string;
  security: unknown[];
  'x-signalbox-access'?: Extract<Access, { kind: 'project' }>;
}

const operations = Object.entries(openApi.paths).flatMap(([path, methods]) =>
  Object.entries(methods as unknown as Record<string, Operation>).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    path,
    method: method.toUpperCase(),
    operation,
    access: operation['x-signalbox-access'],
  })),
);
type Route = (typeof operations)[number];

const guarded = operations.filter(({ operation }) => operation.security.length > 0);
const inProject = guarded.filter(({ access }) => access !== undefined);
const beyondViewer = inProject.filter(({ access }) => access?.role !== 'viewer');

const stage: LocalStage = localStage();
let adminToken: string;
let viewerToken: string;
let projectId: string;
let otherProjectId: string;
let viewerKey: string;
let otherKey: string;

beforeAll(async () => {
  adminToken = await signIn(stage, stage.email, stage.password);
  [projectId, otherProjectId] = await Promise.all([newProject(stage, adminToken), newProject(stage, adminToken)]);
  viewerToken = await newMember(stage, adminToken, projectId, 'viewer');
  viewerKey = await newKey(projectId, ['read']);
  otherKey = await newKey(otherProjectId, ['gateway', 'ingest', 'read', 'write', 'admin']);
});

async function newKey(project: string, scopes: ('gateway' | 'ingest' | 'read' | 'write' | 'admin')[]) {
  const { secret } = await clientFor(stage, adminToken, project).call(createKey, { body: { name: 'Walk', scopes } });
  return secret;
}

/** Ids of the right form that name nothing. */
const fillers: Record<string, string> = {
  traceId: 'a'.repeat(32),
  spanId: 'a'.repeat(16),
  memberId: randomUUID(),
  scoreId: 'no-such-score',
  deletionId: randomUUID(),
  keyId: 'AbCdEfGhIjKl',
  providerId: 'no-such-provider',
  modelId: 'no%2Fsuch-model',
  model: 'no/such-model',
};

function send(route: Route, token: string | null, project: string): Promise<Response> {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    name === 'projectId' ? project : (fillers[name] ?? `missing-filler-${name}`),
  );
  const hasBody = route.method !== 'GET' && route.method !== 'DELETE';
  return fetch(`${stage.url}${path}`, {
    method: route.method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      [projectHeader]: project,
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
    },
    ...(hasBody ? { body: '{}' } : {}),
  });
}

async function expectRefusal(response: Response, status: number): Promise<void> {
  const body = await response.text();

  expect(response.status, body).toBe(status);
  expect(response.headers.get('x-request-id')).toBeTruthy();
  expect(JSON.parse(body)).toSatisfy((value: { code?: string; error?: { code?: string } }) =>
    Boolean(value.code ?? value.error?.code),
  );
}

describe('every route of the OpenAPI document', () => {
  test('the document that is served is the one that is walked', async () => {
    expect(await (await fetch(`${stage.url}/api/v2/openapi.json`)).json()).toEqual(openApi);
  });

  test('only health and the document itself are open', () => {
    const open = operations.filter((each) => !guarded.includes(each)).map(({ operation }) => operation.operationId);

    expect(open.sort()).toEqual(['getHealth', 'getOpenApi']);
    expect(guarded.length).toBeGreaterThan(25);
    expect(inProject.length).toBeGreaterThan(20);
    expect(beyondViewer.length).toBeGreaterThan(10);
  });

  test.each(guarded)('$name: no credentials → 401', async (route) => {
    await expectRefusal(await send(route, null, projectId), 401);
  });

  test.each(guarded)('$name: credentials that nobody issued → 401', async (route) => {
    await expectRefusal(await send(route, 'sbx_local_AbCdEfGhIjKl_guess', projectId), 401);
  });

  test.each(beyondViewer)('$name: a viewer → 403', async (route) => {
    await expectRefusal(await send(route, viewerToken, projectId), 403);
  });

  test.each(beyondViewer)('$name: a key that may only read → 403', async (route) => {
    await expectRefusal(await send(route, viewerKey, projectId), 403);
  });

  test.each(inProject)('$name: a person of another project → 404', async (route) => {
    await expectRefusal(await send(route, viewerToken, otherProjectId), 404);
  });

  test.each(inProject)('$name: a key of another project → 404', async (route) => {
    await expectRefusal(await send(route, otherKey, projectId), 404);
  });
});
