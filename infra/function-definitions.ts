import type * as z from 'zod';
import { httpEnvironmentSchema as gatewayEnvironment } from '../functions/gateway/environment.ts';
import { httpEnvironmentSchema as governanceEnvironment } from '../functions/governance/environment.ts';
import { httpEnvironmentSchema as identityEnvironment } from '../functions/identity/environment.ts';
import { httpEnvironmentSchema as modelsEnvironment } from '../functions/models/environment.ts';
import { httpEnvironmentSchema as operationsEnvironment } from '../functions/operations/environment.ts';
import {
  publisherEnvironmentSchema,
  httpEnvironmentSchema as realtimeEnvironment,
  socketEnvironmentSchema,
} from '../functions/realtime/environment.ts';
import { httpEnvironmentSchema as routingEnvironment } from '../functions/routing/environment.ts';
import {
  deletionWorkerEnvironmentSchema,
  digesterEnvironmentSchema,
  recentIndexerEnvironmentSchema,
  reconcilerEnvironmentSchema,
  replayWorkerEnvironmentSchema,
  rollupWorkerEnvironmentSchema,
  spoolSweeperEnvironmentSchema,
  workerEnvironmentSchema,
} from '../functions/tracing/environment.ts';
import { httpEnvironmentSchema as tracingEnvironment } from '../functions/tracing/http-environment.ts';

/** What a Lambda function is, before it is known where it runs. */
export interface FunctionDefinition {
  /** Last part of its physical name. */
  name: string;
  description: string;
  /** From the root of the repository; exports `handler`. */
  entry: string;
  environmentSchema: z.ZodObject;
  memoryMb: number;
  timeoutSeconds: number;
  /** A p95 above this raises an alarm. */
  slowAfterSeconds: number;
}

/** API Gateway gives up on a buffered answer after 29 s. */
const http = { memoryMb: 1024, timeoutSeconds: 29, slowAfterSeconds: 5 };

/** Every Lambda function there is. */
export const functionDefinitions = {
  gateway: {
    ...http,
    name: 'gateway',
    description: 'The OpenAI-compatible API, streamed',
    entry: 'functions/gateway/handler.ts',
    environmentSchema: gatewayEnvironment,
    // A model may think for as long as API Gateway keeps a streamed answer open.
    timeoutSeconds: 900,
    slowAfterSeconds: 300,
  },
  models: {
    ...http,
    name: 'models',
    description: 'The model catalogue, providers and overrides',
    entry: 'functions/models/handler.ts',
    environmentSchema: modelsEnvironment,
    slowAfterSeconds: 15,
  },
  identity: {
    ...http,
    name: 'identity',
    description: 'Projects, members, keys and the audit log',
    entry: 'functions/identity/handler.ts',
    environmentSchema: identityEnvironment,
  },
  tracing: {
    ...http,
    name: 'tracing',
    description: 'Traces, and OTLP over HTTP',
    entry: 'functions/tracing/handler.ts',
    environmentSchema: tracingEnvironment,
    // An export streams for four minutes; everything else answers within a few seconds.
    timeoutSeconds: 300,
  },
  realtime: {
    ...http,
    name: 'realtime',
    description: 'Tickets for the WebSocket',
    entry: 'functions/realtime/handler.ts',
    environmentSchema: realtimeEnvironment,
    memoryMb: 512,
  },
  governance: {
    ...http,
    name: 'governance',
    description: 'Limits, budgets and the response cache',
    entry: 'functions/governance/handler.ts',
    environmentSchema: governanceEnvironment,
  },
  routing: {
    ...http,
    name: 'routing',
    description: 'Routes: named virtual models, their versions and dry runs',
    entry: 'functions/routing/handler.ts',
    environmentSchema: routingEnvironment,
    // A dry run reads the traces of a thousand calls.
    slowAfterSeconds: 20,
  },
  operations: {
    ...http,
    name: 'operations',
    description: 'Health and the OpenAPI document',
    entry: 'functions/operations/handler.ts',
    environmentSchema: operationsEnvironment,
    memoryMb: 512,
  },
  tracingWorker: {
    name: 'tracing-worker',
    description: 'Writes telemetry from the ingestion queue to the trace store',
    entry: 'functions/tracing/worker.ts',
    environmentSchema: workerEnvironmentSchema,
    memoryMb: 1024,
    timeoutSeconds: 60,
    slowAfterSeconds: 20,
  },
  tracingRollupWorker: {
    name: 'tracing-rollup-worker',
    description: 'Counts new packs into the minute, hour and day rollups',
    entry: 'functions/tracing/rollup-worker.ts',
    environmentSchema: rollupWorkerEnvironmentSchema,
    memoryMb: 512,
    timeoutSeconds: 60,
    slowAfterSeconds: 20,
  },
  tracingReplayWorker: {
    name: 'tracing-replay-worker',
    description: 'Reads archived requests again and sends them to be stored',
    entry: 'functions/tracing/replay-worker.ts',
    environmentSchema: replayWorkerEnvironmentSchema,
    // Requests of 64 MB are unpacked and mapped.
    memoryMb: 2048,
    timeoutSeconds: 60,
    slowAfterSeconds: 50,
  },
  tracingDeletionWorker: {
    name: 'tracing-deletion-worker',
    description: 'Deletes traces with everything that belongs to them',
    entry: 'functions/tracing/deletion-worker.ts',
    environmentSchema: deletionWorkerEnvironmentSchema,
    // Requests of 64 MB are unpacked and written anew, four at a time.
    memoryMb: 2048,
    timeoutSeconds: 300,
    slowAfterSeconds: 280,
  },
  tracingSpoolSweeper: {
    name: 'tracing-spool-sweeper',
    description: 'Brings in what the ingestion queue once refused',
    entry: 'functions/tracing/spool-sweeper.ts',
    environmentSchema: spoolSweeperEnvironmentSchema,
    memoryMb: 512,
    timeoutSeconds: 240,
    slowAfterSeconds: 180,
  },
  tracingReconciler: {
    name: 'tracing-reconciler',
    description: 'Compares accepted, stored and queryable spans',
    entry: 'functions/tracing/reconciler.ts',
    environmentSchema: reconcilerEnvironmentSchema,
    memoryMb: 1024,
    timeoutSeconds: 240,
    slowAfterSeconds: 200,
  },
  tracingDigester: {
    name: 'tracing-digester',
    description: 'Digests hours of the trace index, so that rare matches are found fast',
    entry: 'functions/tracing/digester.ts',
    environmentSchema: digesterEnvironmentSchema,
    // More than a whole processor: an hour may have a million traces.
    memoryMb: 2048,
    timeoutSeconds: 600,
    slowAfterSeconds: 400,
  },
  tracingRecentIndexer: {
    name: 'tracing-recent-indexer',
    description: 'Makes the text of recent traces searchable',
    entry: 'functions/tracing/recent-indexer.ts',
    environmentSchema: recentIndexerEnvironmentSchema,
    // A whole processor: it reads each span that came in since its last run.
    memoryMb: 1769,
    timeoutSeconds: 120,
    slowAfterSeconds: 60,
  },
  realtimeSocket: {
    name: 'realtime-socket',
    description: 'Connections, subscriptions and replay of the WebSocket',
    entry: 'functions/realtime/socket.ts',
    environmentSchema: socketEnvironmentSchema,
    memoryMb: 512,
    timeoutSeconds: 15,
    slowAfterSeconds: 3,
  },
  realtimePublisher: {
    name: 'realtime-publisher',
    description: 'Sends changed trace summaries to open consoles',
    entry: 'functions/realtime/publisher.ts',
    environmentSchema: publisherEnvironmentSchema,
    memoryMb: 512,
    timeoutSeconds: 30,
    slowAfterSeconds: 5,
  },
  realtimeLivePublisher: {
    name: 'realtime-live-publisher',
    description: 'Sends calls as they happen to open live monitors',
    entry: 'functions/realtime/live-publisher.ts',
    environmentSchema: publisherEnvironmentSchema,
    memoryMb: 512,
    timeoutSeconds: 10,
    slowAfterSeconds: 3,
  },
} as const satisfies Record<string, FunctionDefinition>;
