import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stagePaths } from '../../infra/local/paths.ts';
import { markRun } from '../../infra/local/run-mark.ts';
import { localFileSchema } from '../../infra/local/stage-files.ts';
import { getMe } from '../../shared/contract/identity.ts';
import { createKey, listKeys } from '../../shared/contract/keys.ts';
import { listModels } from '../../shared/contract/models.ts';
import { listProjects } from '../../shared/contract/projects.ts';
import { listProviders } from '../../shared/contract/providers.ts';
import { listTraces } from '../../shared/contract/tracing.ts';
import { callSandbox, watchTraces } from '../support/live-console.ts';
import { type LocalStage, localStage } from '../support/local-stage.ts';
import { clientFor, newProject, signIn } from '../support/people.ts';
import { processesNaming } from '../support/processes-naming.ts';
import { freePort } from '../support/start-emulator.ts';
import { exitOf, launch, type StartedLocalStage, startLocalStage } from '../support/start-local-stage.ts';

const stage = localStage();
const bearer = { authorization: `Bearer ${stage.apiKey}` };

describe('the running local stage', () => {
  it('tells how to reach it in a file that only its owner can read', () => {
    const path = process.env['SIGNALBOX_LOCAL_JSON'] ?? '';
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const keys = Object.keys(localFileSchema.strict().parse(JSON.parse(readFileSync(path, 'utf8'))));
    expect(keys).toEqual(['url', 'websocketUrl', 'apiKey', 'projectId', 'email', 'password']);
  });

  it('answers its health check', async () => {
    const response = await fetch(`${stage.url}/api/v2/health`);
    expect(await response.json()).toMatchObject({ status: 'ok', stage: 'local' });
  });

  it('describes its API', async () => {
    const response = await fetch(`${stage.url}/api/v2/openapi.json`);
    expect(await response.json()).toMatchObject({ openapi: expect.stringMatching(/^3\.1\./) });
  });

  it('tells the console where to sign in', async () => {
    const response = await fetch(`${stage.url}/config.json`);
    expect(await response.json()).toEqual({
      stage: 'local',
      version: expect.any(String),
      apiUrl: '',
      cognito: {
        endpoint: stage.emulatorUrl,
        region: 'us-east-1',
        userPoolId: expect.stringMatching(/^us-east-1_/),
        clientId: expect.any(String),
      },
    });
  });

  it('serves the console with strict headers, on every path of it', async () => {
    const response = await fetch(`${stage.url}/traces`);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(await response.text()).toContain('<div id="root">');
  });

  it('signs the administrator in, who administers the project', async () => {
    const token = await signIn(stage, stage.email, stage.password);
    const { items } = await clientFor(stage, token, null).call(listProjects, {});
    expect(items.find(({ project }) => project.id === stage.projectId)?.role).toBe('admin');
  });

  it('has a key that calls models, sends telemetry, reads and writes', async () => {
    const me = await clientFor(stage, stage.apiKey, null).call(getMe, {});
    expect(me).toMatchObject({ kind: 'key', scopes: ['gateway', 'ingest', 'read', 'write'] });
  });

  it('answers through the emulator’s own API Gateway as it does in process', async () => {
    const [direct, throughGateway] = await Promise.all(
      [stage.url, stage.apiGatewayUrl].map(async (base) => await fetch(`${base}/api/v2/models`, { headers: bearer })),
    );
    expect(throughGateway?.status).toBe(200);
    const models = listModels.response.schema.parse(await throughGateway?.json());
    expect(models.items.length).toBeGreaterThan(60);
    expect(models).toEqual(await direct?.json());
  });

  it('listens on this machine only', async () => {
    const { port } = new URL(stage.url);
    const listening = readFileSync('/proc/net/tcp', 'utf8').split('\n').slice(1);
    const addresses = listening
      .map((line) => line.trim().split(/\s+/))
      .filter(([, local, , state]) => state === '0A' && parseInt(local?.split(':')[1] ?? '', 16) === Number(port))
      .map(([, local]) => local?.split(':')[0]);
    expect(addresses).toEqual(['0100007F']);
  });
});

/** Two starts, the first from nothing: as much as five minutes where the machine is busy. */
const restartTimeoutMs = 300_000;

describe('a stage that is stopped and started again', () => {
  const home = mkdtempSync(join(tmpdir(), 'signalbox-restart-'));
  let ports: { port: number; emulatorPort: number };
  let started: StartedLocalStage | undefined;

  beforeAll(async () => {
    ports = { port: await freePort(), emulatorPort: await freePort() };
  });
  afterAll(async () => {
    await started?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  it('keeps data, people and keys, and leaves no process', { timeout: restartTimeoutMs }, async () => {
    const first = await startLocalStage({ home, ...ports });
    started = first;
    const token = await signIn(first.stage, first.stage.email, first.stage.password);
    const projectId = await newProject(first.stage, token, 'Kept');
    await clientFor(first.stage, token, projectId).call(createKey, { body: { name: 'Kept key', scopes: ['read'] } });
    await expectLiveCall(first.stage, token, projectId);
    expect(await first.stop('SIGINT')).toBe(0);
    await expect.poll(first.output).toContain('Stopped. What you stored is kept');
    expect(processesNaming(home)).toEqual([]);
    expect(existsSync(join(home, 'stage.json'))).toBe(false);
    expect(existsSync(join(home, 'running.json'))).toBe(false);

    const second = await startLocalStage({
      home,
      ...ports,
      environment: { SIGNALBOX_PROVIDERS: 'test/fixtures/providers.yaml', MISTRAL_API_KEY: 'test-key' },
    });
    started = second;
    expect(second.stage).toEqual({ ...first.stage, processId: expect.any(Number) });
    expect(second.output()).toMatch(/Deploy the stacks · unchanged/);
    expect(second.output()).not.toContain('not ended cleanly');
    const again = await signIn(second.stage, second.stage.email, second.stage.password);
    const keys = await clientFor(second.stage, again, projectId).call(listKeys, {});
    expect(keys.items.map(({ name }) => name)).toEqual(['Kept key']);

    const providers = await clientFor(second.stage, second.stage.apiKey, null).call(listProviders, {});
    const managed = providers.items.filter(({ isManaged, kind }) => isManaged && kind !== 'sandbox');
    expect(managed.map(({ id, keyHint }) => [id, keyHint !== null])).toEqual([
      ['mistral', true],
      ['mock', true],
    ]);

    await expectLiveCall(second.stage, again, projectId);
    expect((await clientFor(second.stage, again, projectId).call(listTraces, {})).items).toHaveLength(2);

    expect(await second.stop('SIGTERM')).toBe(0);
    expect(processesNaming(home)).toEqual([]);
  });
});

/** Calls a model and waits until the trace is pushed: that takes the queue, its worker, the stream and the publisher. */
async function expectLiveCall(stage: LocalStage, token: string, projectId: string): Promise<void> {
  const live = await watchTraces(stage, token, projectId);
  await expect.poll(() => live.messages.at(0)?.type, { timeout: 20_000 }).toBe('subscribed');
  const traceId = await callSandbox(stage, token, projectId);
  await expect.poll(live.seenTraceIds, { timeout: 20_000 }).toContain(traceId);
  live.socket.close();
}

describe('a start that cannot work', () => {
  let home: string;
  let server: Server;
  let taken: number;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'signalbox-fault-'));
    server = createServer((_, response) => response.end('{"hello":"world"}'));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    taken = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.close();
    rmSync(home, { recursive: true, force: true });
  });

  /** Starts with the environment of somebody who has an AWS account at hand. */
  async function failure(environment: Record<string, string>): Promise<string> {
    const { child, output } = launch({
      ...process.env,
      AWS_PROFILE: 'production',
      AWS_ACCESS_KEY_ID: 'AKIAREALREALREALREAL',
      AWS_SECRET_ACCESS_KEY: 'real',
      SIGNALBOX_HOME: home,
      PORT: String(await freePort()),
      EMULATOR_PORT: String(await freePort()),
      ...environment,
    });
    expect(await exitOf(child)).toBe(1);
    expect(processesNaming(home)).toEqual([]);
    return output();
  }

  it.each(['https://cloudformation.us-east-1.amazonaws.com', 'https://sts.amazonaws.com'])(
    'refuses to touch %s',
    async (endpoint) => {
      const printed = await failure({ AWS_ENDPOINT_URL: endpoint });
      expect(printed).toMatch(
        /^ {2}✗ AWS_ENDPOINT_URL is https:.* belongs to AWS: .*unset it or point it to an emulator\.\n$/,
      );
    },
  );

  it('refuses an endpoint that is no emulator', async () => {
    expect(await failure({ AWS_ENDPOINT_URL: `http://127.0.0.1:${taken}` })).toMatch(
      /^ {2}✗ http:\/\/127\.0\.0\.1:\d+ is not an AWS emulator: .*\n$/,
    );
  });

  it('says that nothing answers at the endpoint', async () => {
    const free = await freePort();
    expect(await failure({ AWS_ENDPOINT_URL: `http://127.0.0.1:${free}` })).toMatch(/does not answer: start MiniStack/);
  });

  it('says that its port is taken', async () => {
    expect(await failure({ PORT: String(taken) })).toBe(
      `  ✗ Port ${taken} is taken: stop what uses it, or choose another with PORT.\n`,
    );
  });

  it('says that the emulator’s port is taken', async () => {
    expect(await failure({ EMULATOR_PORT: String(taken) })).toMatch(
      new RegExp(`^ {2}✗ Port ${taken} of the emulator is taken: .*EMULATOR_PORT.*AWS_ENDPOINT_URL.*\n$`),
    );
  });

  it('says what a power cut lost, and keeps that for the start that works', async () => {
    const paths = stagePaths(home);
    markRun(paths, Date.UTC(2026, 10, 27, 7, 30));
    expect(await failure({ EMULATOR_PORT: String(taken) })).toMatch(
      /^ {2}! The last run was not ended cleanly: what was stored since 2026-11-27T07:30:00Z is lost .*\n.*new key\.\n {2}✗ Port/,
    );
    expect(existsSync(paths.runMark)).toBe(true);
    rmSync(paths.runMark);
  });

  it('says what is missing when there is neither Python nor Docker', async () => {
    expect(await failure({ PATH: '/nonexistent' })).toMatch(
      /✗ Python was not found, and Docker does not run: install Python 3\.10 or newer, or start Docker, and try again\.\n$/,
    );
  });

  it('names file, entry and field of a provider that is wrong', async () => {
    expect(await failure({ SIGNALBOX_PROVIDERS: 'test/fixtures/wrong-providers.yaml' })).toMatch(
      /✗ .*wrong-providers\.yaml, entry 1 \(mock\), baseUrl: .*\n$/,
    );
  });
});
