import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createDocumentClient } from '../../shared/aws/document-client.ts';
import { createResponseCache, defaultCacheTimes } from '../../shared/caching/create-response-cache.ts';
import type { JsonObject } from '../../shared/json/json-object.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import { createHttpTransport } from '../../shared/providers/http-transport.ts';
import { createBackground } from '../../shared/runtime/background.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { systemIds } from '../../shared/runtime/ids.ts';
import { createConversationBlobs } from '../../shared/storage/conversation-blobs.ts';
import { decompressJson } from '../../shared/telemetry/compression.ts';
import { createTelemetrySink } from '../../shared/telemetry/create-telemetry-sink.ts';
import { decodeIngestionMessage } from '../../shared/telemetry/ingestion-message.ts';
import { adapters } from '../../test/conformance/gateway/adapters.ts';
import { type GatewayStage, startStage } from '../../test/conformance/gateway/start-stage.ts';
import { surfaces } from '../../test/conformance/gateway/surfaces.ts';
import { unbrokenHealth } from '../../test/conformance/gateway/unbroken-health.ts';
import { createTables } from '../../test/support/create-tables.ts';
import { createTelemetry } from '../../test/support/create-telemetry.ts';
import { memoryBlobs } from '../../test/support/memory-blobs.ts';
import { createCredentialPool } from './credential-pool.ts';
import { createProviderOpener } from './open-provider.ts';

/** With characters that JSON, URLs and base64 write differently. */
const secrets = {
  providerKey: 'sk-canary/5f1c+0de"5ec7=e7',
  secretAccessKey: 'wJalr/canary+secret/EXAMPLEKEY0042',
  sessionToken: 'IQoJb3JpZ2luX2Vj/canary+token==',
  callerKey: 'sb_live_canary_5ec7e7_of_the_caller',
};

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const documents = createDocumentClient(environment);
const background = createBackground();
const blobs = memoryBlobs();
const logged: string[] = [];
const messages: string[] = [];
const answers: string[] = [];
let stage: GatewayStage;
let tables: { core: string; rollups: string; traces: string };

beforeAll(async () => {
  tables = await createTables(environment, ['core', 'rollups', 'traces']);
  const telemetry = await createTelemetry(environment);
  const pool = createCredentialPool({ clock: systemClock });
  const keep = (event: string, fields?: unknown) => void logged.push(inspect({ event, fields }, { depth: 12 }));
  const logger: Logger = { debug: keep, info: keep, warn: keep, error: keep };
  const { providerKey, secretAccessKey, sessionToken } = secrets;
  const sqs = { send: async ({ input }: { input: { MessageBody: string } }) => messages.push(input.MessageBody) };
  stage = await startStage({
    ports: {
      logger,
      inBackground: background.add,
      openProvider: createProviderOpener({
        ...{ pool, secrets: { get: async () => providerKey } },
        transport: createHttpTransport({ allowsPrivateHosts: true }),
        roleCredentials: async () => ({ accessKeyId: 'AKIACANARY00000042', secretAccessKey, sessionToken }),
      }),
      health: unbrokenHealth(),
      // Each is asked for once.
      retryBudget: { deposit: () => undefined, withdraw: () => false },
      responses: createResponseCache({
        ...{ documents, coreTable: tables.core, rollupsTable: tables.rollups, blobs, ids: randomUUID },
        ...{ clock: systemClock, monotonic: () => performance.now(), random: Math.random, times: defaultCacheTimes },
      }),
      conversations: {
        ...{ documents, tableName: tables.traces, blobs: createConversationBlobs(telemetry), ids: systemIds },
        ...{ clock: systemClock, retentionDaysOf: async () => 30 },
      },
      sink: createTelemetrySink({
        ...{ sqs: sqs as unknown as SQSClient, s3: telemetry.s3, queueUrl: 'q', bucket: telemetry.bucket },
        ...{ logger, clock: systemClock, flushAfterMs: 5 },
      }),
    },
  });
});
afterAll(() => stage.close());

/** What came back to the caller, headers included. */
async function call(path: string, body: JsonObject): Promise<JsonObject> {
  const response = await stage.harness.post(path, body, { headers: { authorization: `Bearer ${secrets.callerKey}` } });
  const text = await response.text();
  answers.push(JSON.stringify([...response.headers]), text);
  return text.startsWith('{') ? (JSON.parse(text) as JsonObject) : {};
}

/** In each, the provider repeats the headers that it was called with. */
const faults = [
  ...['echo-status-400', 'echo-status-401', 'echo-status-429', 'echo-status-500', 'echo-json-error-200'],
  ...['echo-error-first', 'echo-error-after-token', 'cut-after-token', 'html-200', ''],
];

async function runEverything(): Promise<void> {
  for (const { model } of adapters) {
    for (const surface of surfaces) {
      for (const fault of faults) {
        const prompt = `scene:reasoning fault:${fault}`;
        await Promise.all([
          call(surface.path, { ...surface.body(model, prompt), cache: { ttl_seconds: 60, namespace: randomUUID() } }),
          call(surface.path, { ...surface.body(model, prompt), stream: true }),
        ]);
      }
    }
  }
  const { id } = await call('/v1/conversations', {});
  for (const { model } of adapters) await call('/v1/responses', { model, input: 'scene:text', conversation: id });
  await call('/v1/embeddings', { model: adapters[0].model, input: 'fault:echo-status-500' });
  await background.settled();
}

/** All items, and what is compressed in them. */
async function itemsOf(tableName: string): Promise<string> {
  const { Items = [] } = await documents.send(new ScanCommand({ TableName: tableName }));
  const packed = Items.flatMap((item) => Object.values(item)).filter((value) => value instanceof Uint8Array);
  const unpacked = await Promise.all(packed.map((bytes) => decompressJson(bytes, 1_000_000)));
  return inspect([Items, unpacked], { depth: 12, maxArrayLength: null, maxStringLength: null });
}

/** As it is, and as URLs, JSON and base64 write it. */
function formsOf(secret: string): string[] {
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  const json = JSON.stringify(secret).slice(1, -1);
  return [secret, encodeURIComponent(secret), json, JSON.stringify(json).slice(1, -1), base64];
}

test('nothing that a run leaves behind holds a secret of it, though providers repeat what they were sent', async () => {
  await runEverything();
  await expect.poll(async () => (await recordsIn(messages)).length).toBeGreaterThan(300);
  const left: Record<string, string> = {
    'the log': logged.join('\n'),
    'what the caller got': answers.join('\n'),
    'the telemetry': JSON.stringify(await recordsIn(messages)),
    'the kept answers': await itemsOf(tables.rollups),
    'the conversations': await itemsOf(tables.traces),
  };
  const found = Object.entries(left).flatMap(([place, text]) =>
    Object.entries(secrets).flatMap(([name, secret]) =>
      formsOf(secret).some((form) => text.includes(form)) ? [`${name} in ${place}`] : [],
    ),
  );

  expect(found).toEqual([]);
  // The test would find one: the providers were called with them, and what they repeated has left a trace.
  expect(JSON.stringify(stage.world.requests)).toContain(formsOf(secrets.providerKey)[2]);
  expect(JSON.stringify(stage.world.requests)).toContain(secrets.sessionToken);
  expect(left['what the caller got']).toContain('[redacted]');
  expect(left['the telemetry']).toContain('[redacted]');
  expect(left['the kept answers']).toContain('Ships come in at dawn.');
  const sizes = Object.entries(left).map(([place, text]) => [place, text.length > 100]);
  expect(sizes).toEqual(Object.keys(left).map((place) => [place, true]));
});

async function recordsIn(bodies: readonly string[]) {
  return (await Promise.all(bodies.map((body) => decodeIngestionMessage(body, blobs)))).flat();
}
