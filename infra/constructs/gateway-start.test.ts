import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleOptions } from './bundle-options.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-gateway-start-'));
  await build({ ...bundleOptions('functions/gateway/handler.ts'), outdir: folder });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const environment = {
  ...{ STAGE: 'test', CORE_TABLE: 'core', TRACES_TABLE: 'traces', ROLLUPS_TABLE: 'rollups', CONNECTIONS_TABLE: 'live' },
  ...{
    TELEMETRY_BUCKET: 'bucket',
    INGESTION_QUEUE_URL: 'http://127.0.0.1:1/q',
    LIVE_QUEUE_URL: 'http://127.0.0.1:1/l',
  },
  ...{ KEY_PEPPER_SECRET_ID: 'pepper', PROVIDER_SECRET_PREFIX: 'providers/', ALLOWS_PRIVATE_PROVIDERS: 'true' },
  ...{ USER_POOL_ID: 'us-east-1_Pool', USER_POOL_CLIENT_ID: 'client', AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
};

/** Runs the bundle as Lambda does, gives it one call, and tells its answer and whether undici was loaded for it. */
const script = `
import { Writable } from 'node:stream';
let head;
const written = [];
globalThis.awslambda = {
  streamifyResponse: (handler) => handler,
  HttpResponseStream: { from: (stream, given) => ((head = given), stream) },
};
const { handler } = await import('./index.mjs');
const stream = new Writable({ write: (chunk, _, done) => (written.push(chunk), done()) });
const event = { httpMethod: process.argv[2], path: process.argv[3], headers: { host: 'gateway.test' }, requestContext: {}, body: process.argv[2] === 'POST' ? '{}' : null };
await handler(event, stream, {});
const undici = process.moduleLoadList.includes('NativeModule internal/deps/undici/undici');
process.stdout.write('\\n' + JSON.stringify({ status: head.statusCode, body: JSON.parse(Buffer.concat(written)), undici }));
process.exit();
`;

async function call(method: string, path: string) {
  const file = join(folder, 'call.mjs');
  await writeFile(file, script);
  const { stdout } = await promisify(execFile)(process.execPath, [file, method, path], { env: environment });
  return JSON.parse(stdout.split('\n').at(-1) ?? '') as { status: number; body: unknown; undici: boolean };
}

test('a call of chat loads nothing of what web standard objects are made of', async () => {
  expect(await call('POST', '/v1/chat/completions')).toMatchObject({
    ...{ status: 401, body: { error: { type: 'authentication_error' } }, undici: false },
  });
});

test('which the test would notice: the other routes are served by a router that takes them', async () => {
  expect(await call('GET', '/v1/models')).toMatchObject({ status: 401, undici: true });
});
