import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import type { Context } from 'aws-lambda';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { handler as gatewayHandler } from '../../functions/gateway/handler.ts';
import { writeBundle } from './function-bundle.ts';

const directory = mkdtempSync(join(tmpdir(), 'signalbox-joined-'));
const { startBytes, totalBytes } = writeBundle('functions/gateway/handler.ts', directory);

const environment = {
  ...{
    STAGE: 'local',
    CORE_TABLE: 'core',
    TRACES_TABLE: 'traces',
    ROLLUPS_TABLE: 'rollups',
    CONNECTIONS_TABLE: 'people',
  },
  ...{ KEY_PEPPER_SECRET_ID: 'pepper', USER_POOL_ID: 'us-east-1_pool', USER_POOL_CLIENT_ID: 'client' },
  ...{
    TELEMETRY_BUCKET: 'bucket',
    INGESTION_QUEUE_URL: 'http://127.0.0.1:1/queue',
    LIVE_QUEUE_URL: 'http://127.0.0.1:1/live',
  },
  ...{ PROVIDER_SECRET_PREFIX: 'providers/', ALLOWS_PRIVATE_PROVIDERS: 'true', AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
};

beforeEach(() => {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  // What the Lambda runtime puts into the global scope.
  vi.stubGlobal('awslambda', {
    streamifyResponse: <H>(entry: H) => entry,
    HttpResponseStream: { from: (stream: Writable) => stream },
  });
});
afterAll(() => rmSync(directory, { recursive: true }));

async function answerTo(httpMethod: string, path: string): Promise<unknown> {
  const written: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      written.push(chunk);
      done();
    },
  });
  const { handler }: { handler: typeof gatewayHandler } = await import(
    pathToFileURL(join(directory, 'index.mjs')).href
  );
  const event = { httpMethod, path, headers: { host: 'example.com' }, requestContext: {}, body: null };
  await handler(event as never, stream as never, {} as Context);
  return JSON.parse(Buffer.concat(written).toString());
}

describe('the bundle of the gateway', () => {
  it('starts with one module, which is not all', () => {
    expect(readFileSync(join(directory, 'index.mjs'), 'utf8')).not.toMatch(/from ?"\./);
    expect(startBytes).toBeLessThan(totalBytes / 2);
  });

  it('answers what it has in hand', async () => {
    expect(await answerTo('POST', '/v1/chat/completions')).toMatchObject({ error: { type: 'authentication_error' } });
  });

  // Were anything of the start loaded a second time, its errors would be nobody's: 500.
  it('answers what it loads later, with the same modules', async () => {
    expect(await answerTo('POST', '/v1/messages')).toMatchObject({ error: { type: 'authentication_error' } });
    expect(await answerTo('GET', '/v1/nothing')).toMatchObject({ error: { type: 'not_found_error' } });
  });

  it('says what is wrong with its environment', () => {
    const { stderr } = spawnSync(process.execPath, [join(directory, 'index.mjs')], {
      env: { ...environment, CORE_TABLE: '' },
      encoding: 'utf8',
    });

    expect(stderr).toContain('config.CORE_TABLE');
  });

  it('has all the modules that any call loads', async () => {
    const files = readdirSync(directory).filter((name) => name.endsWith('.mjs'));

    await expect(
      Promise.all(files.map((name) => import(pathToFileURL(join(directory, name)).href))),
    ).resolves.toHaveLength(files.length);
  });
});
