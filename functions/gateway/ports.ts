import { randomUUID } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { awsClientConfig, type Environment } from '../../shared/aws/client-config.ts';
import { createDocumentClient } from '../../shared/aws/document-client.ts';
import { environmentCredentials } from '../../shared/aws/environment-credentials.ts';
import { createGovernor } from '../../shared/governance/create-governor.ts';
import { defaultHoldMilliseconds } from '../../shared/governance/governance-ports.ts';
import { lazyLeases } from '../../shared/governance/leases/lazy-leases.ts';
import { createAuthPorts } from '../../shared/http/create-auth-ports.ts';
import { parseInput } from '../../shared/http/parse-input.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createHttpTransport } from '../../shared/providers/http-transport.ts';
import { createLazySandboxProvider } from '../../shared/providers/sandbox/lazy-sandbox-provider.ts';
import { createRetryBudget } from '../../shared/routing/retry-budget.ts';
import { createTargetHealth } from '../../shared/routing/target-health.ts';
import { createBackground } from '../../shared/runtime/background.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { systemIds } from '../../shared/runtime/ids.ts';
import { lazyPort } from '../../shared/runtime/lazy-port.ts';
import { createProviderSecrets } from '../../shared/secrets/provider-secrets.ts';
import { createBudgetRepository } from '../../shared/storage/budget-repository.ts';
import { createAcceptedCounter } from '../../shared/storage/ingestion-counts-accepted.ts';
import { createLimitRepository } from '../../shared/storage/limit-repository.ts';
import { createModelOverrideRepository } from '../../shared/storage/model-overrides.ts';
import { createProjectRepository } from '../../shared/storage/projects.ts';
import { createProviderRepository } from '../../shared/storage/providers.ts';
import { createRollupRepository } from '../../shared/storage/rollup-repository.ts';
import { createRouteRepository } from '../../shared/storage/route-repository.ts';
import { createTelemetrySink } from '../../shared/telemetry/create-telemetry-sink.ts';
import { defaultCallTimeouts } from './attempts/call-timeouts.ts';
import { createConversationPorts } from './conversations/create-conversation-ports.ts';
import { createCredentialPool } from './credential-pool.ts';
import { httpEnvironmentSchema } from './environment.ts';
import type { GatewayPorts } from './gateway-ports.ts';
import { openLiveCalls } from './live/open-live-calls.ts';
import { createProviderOpener } from './open-provider.ts';
import { createBudgetReader } from './planning/budget-reader.ts';
import { createSettingsReader } from './read-settings.ts';
import { createHealthSharing } from './share-health.ts';

/** Well below the idle limit of everything between here and the caller. */
const heartbeatMs = 15_000;

interface Ending {
  /** Ends the calls under way, each with an error that says why. */
  stop(): void;
  /** Writes what is held back: the process ends, or may be frozen. */
  flush(): Promise<void>;
}

export function createPorts(environment: Environment): GatewayPorts & Ending {
  const settings = parseInput('config', httpEnvironmentSchema, environment);
  const aws = awsClientConfig(environment);
  const logger = createLogger('gateway');
  const core = { documents: createDocumentClient(environment), tableName: settings.CORE_TABLE };
  const counters = { documents: core.documents, tableName: settings.ROLLUPS_TABLE, clock: systemClock };
  const auth = createAuthPorts(environment, logger);
  const conversations = createConversationPorts(environment, settings);
  const background = createBackground();
  const credentials = createCredentialPool({ clock: systemClock });
  const health = createTargetHealth({ clock: systemClock, random: Math.random });
  const sqs = new SQSClient(aws);
  const live = openLiveCalls({
    ...{ documents: core.documents, connectionsTable: settings.CONNECTIONS_TABLE },
    ...{ sqs, queueUrl: settings.LIVE_QUEUE_URL, clock: systemClock, logger },
  });
  const sink = createTelemetrySink({
    sqs,
    s3: new S3Client({ ...aws, forcePathStyle: true }),
    queueUrl: settings.INGESTION_QUEUE_URL,
    bucket: settings.TELEMETRY_BUCKET,
    logger,
    clock: systemClock,
    flushAfterMs: settings.RECORDING_FLUSH_MS,
    counter: createAcceptedCounter({ ...counters, logger }),
  });
  const stopping = new AbortController();
  const goesOn = settings.RECORDING_FLUSH_MS > 0;
  const governor = createGovernor({
    // Nor need those of holds sort by time.
    ...{ ...counters, ids: randomUUID, holdMilliseconds: defaultHoldMilliseconds, leases: goesOn ? lazyLeases : null },
    onUnsettled: (error) => logger.error('gateway.lease.unwritten', { error }),
    onRecovered: () => logger.info('gateway.lease.recovered'),
  });
  return {
    ...auth,
    logger,
    sink,
    live,
    stage: settings.STAGE,
    conversations,
    responseStore: lazyPort(async () => {
      const { createResponseStore } = await import('../../shared/storage/response-store.ts');
      return createResponseStore(conversations);
    }),
    ...createSettingsReader({
      projects: createProjectRepository(core),
      providers: createProviderRepository(core),
      overrides: createModelOverrideRepository(core),
      routes: createRouteRepository(core),
      limits: createLimitRepository(core),
      budgets: createBudgetRepository(core),
      clock: systemClock,
    }),
    openProvider: createProviderOpener({
      secrets: createProviderSecrets({
        client: new SecretsManagerClient(aws),
        prefix: settings.PROVIDER_SECRET_PREFIX,
      }),
      transport: createHttpTransport({ allowsPrivateHosts: settings.ALLOWS_PRIVATE_PROVIDERS }),
      pool: credentials,
      roleCredentials: async () => environmentCredentials(environment),
    }),
    credentials,
    health,
    shareHealth: createHealthSharing({
      rollups: createRollupRepository(counters),
      ...{ health, logger, inBackground: background.add, clock: systemClock },
    }),
    retryBudget: createRetryBudget({ clock: systemClock }),
    remainingBudget: createBudgetReader(counters),
    governor,
    responses: lazyPort(async () => {
      const { openResponseCache } = await import('./caching/open-response-cache.ts');
      return openResponseCache(environment, settings);
    }),
    random: Math.random,
    inBackground: background.add,
    sandbox: createLazySandboxProvider({ clock: systemClock, ids: systemIds }),
    clock: systemClock,
    monotonic: () => performance.now(),
    // Trace ids need not sort by time, and these cost a tenth.
    ids: randomUUID,
    timeouts: defaultCallTimeouts,
    heartbeatMs,
    stopping: stopping.signal,
    stop: () => stopping.abort(),
    async flush() {
      await background.settled();
      await Promise.all([sink.flush(), auth.flush(), live.flush(), governor.flush()]);
    },
  };
}
