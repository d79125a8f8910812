import { Writable } from 'node:stream';
import type { Context } from 'aws-lambda';
import type { LambdaEvent } from 'hono/aws-lambda';
import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

const environment = {
  STAGE: 'local',
  CORE_TABLE: 'core',
  KEY_PEPPER_SECRET_ID: 'pepper',
  USER_POOL_ID: 'us-east-1_pool',
  USER_POOL_CLIENT_ID: 'client',
  TELEMETRY_BUCKET: 'bucket',
  TRACES_TABLE: 'traces',

  ROLLUPS_TABLE: 'rollups',
  INGESTION_QUEUE_URL: 'http://127.0.0.1:1/000000000000/queue',
  LIVE_QUEUE_URL: 'http://127.0.0.1:1/000000000000/live',
  CONNECTIONS_TABLE: 'connections',
  PROVIDER_SECRET_PREFIX: 'signalbox/local/',
  ALLOWS_PRIVATE_PROVIDERS: 'true',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
  POWERTOOLS_DEV: 'false',
};

/** What the Lambda runtime puts into the global scope. */
function stubRuntime() {
  const heads: { statusCode: number; headers: Record<string, string> }[] = [];
  vi.stubGlobal('awslambda', {
    streamifyResponse: <H>(handler: H) => handler,
    HttpResponseStream: {
      from: (stream: Writable, head: (typeof heads)[number]) => {
        heads.push(head);
        return stream;
      },
    },
  });
  return heads;
}

test('an event of API Gateway is answered as a stream', async () => {
  const heads = stubRuntime();
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const { handler } = await import('./handler.ts');
  const written: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      written.push(chunk);
      done();
    },
  });
  const event = {
    httpMethod: 'GET',
    path: '/v1/models',
    headers: { host: 'example.com' },
    multiValueHeaders: {},
    requestContext: { http: undefined, identity: {} },
    body: null,
    isBase64Encoded: false,
  };
  await (handler as unknown as (e: LambdaEvent, s: Writable, c: Context) => Promise<void>)(
    event as unknown as LambdaEvent,
    stream,
    {} as Context,
  );

  expect(heads).toMatchObject([{ statusCode: 401, headers: { 'content-type': 'application/json' } }]);
  expect(JSON.parse(Buffer.concat(written).toString())).toMatchObject({ error: { type: 'authentication_error' } });
  expect(stream.writableEnded).toBe(true);
});
