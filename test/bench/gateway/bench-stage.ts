import { randomBytes } from 'node:crypto';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { awsClientConfig } from '../../../shared/aws/client-config.ts';
import { createDocumentClient } from '../../../shared/aws/document-client.ts';
import { budgetInputSchema, limitInputSchema } from '../../../shared/contract/governance.ts';
import { routeConfigSchema } from '../../../shared/contract/route-config.ts';
import { createPepper } from '../../../shared/identity/pepper.ts';
import { systemClock } from '../../../shared/runtime/clock.ts';
import { createProviderSecrets } from '../../../shared/secrets/provider-secrets.ts';
import type { ChangeContext } from '../../../shared/storage/audit-log.ts';
import { createBudgetRepository } from '../../../shared/storage/budget-repository.ts';
import type { CorePorts } from '../../../shared/storage/core-ports.ts';
import { createLimitRepository } from '../../../shared/storage/limit-repository.ts';
import { createModelOverrideRepository } from '../../../shared/storage/model-overrides.ts';
import { createProviderConnections } from '../../../shared/storage/provider-connections.ts';
import { createProviderRepository } from '../../../shared/storage/providers.ts';
import { createRouteRepository } from '../../../shared/storage/route-repository.ts';
import { createTables } from '../../support/create-tables.ts';
import { seedApiKey, seedProject } from '../../support/seed-identity.ts';
import { type RunningEmulator, startEmulator } from '../../support/start-emulator.ts';
import { benchModel, benchRoute } from './ways.ts';

export interface BenchStage {
  /** Of the gateway, as a deployment gives it. */
  environment: Record<string, string>;
  /** Keys of two projects; calls of the second are held to a limit and a budget. */
  keys: { plain: string; governed: string };
  stop(): Promise<void>;
}

const context: ChangeContext = { actor: { kind: 'system', id: 'bench', name: 'Benchmark' }, requestId: 'bench' };
const stage = 'bench';
const pepperName = 'bench-pepper';
const secretPrefix = 'bench/providers/';

/** What the gateway needs of AWS, on an emulator, and nothing that works on what it records: the machine has few cores. */
export async function startBenchStage(providerUrl: string): Promise<BenchStage> {
  const emulator = await startEmulator();
  try {
    return await furnish(emulator, providerUrl);
  } catch (error) {
    await emulator.stop();
    throw error;
  }
}

async function furnish(emulator: RunningEmulator, providerUrl: string): Promise<BenchStage> {
  const aws = { AWS_ENDPOINT_URL: emulator.url };
  const secrets = new SecretsManagerClient(awsClientConfig(aws));
  await secrets.send(new CreateSecretCommand({ Name: pepperName, SecretString: randomBytes(32).toString('hex') }));
  const tables = await createTables(aws, ['core', 'traces', 'rollups', 'connections']);
  const core = { documents: createDocumentClient(aws), tableName: tables.core };
  const seed = (isGoverned: boolean) => seedBenchProject({ core, secrets, providerUrl, isGoverned });
  const keys = { plain: await seed(false), governed: await seed(true) };
  await new S3Client({ ...awsClientConfig(aws), forcePathStyle: true }).send(
    new CreateBucketCommand({ Bucket: 'bench-telemetry' }),
  );
  const queue = await new SQSClient(awsClientConfig(aws)).send(new CreateQueueCommand({ QueueName: 'bench' }));
  const environment = {
    ...{ ...aws, STAGE: stage, CORE_TABLE: tables.core, TRACES_TABLE: tables.traces, ROLLUPS_TABLE: tables.rollups },
    ...{ TELEMETRY_BUCKET: 'bench-telemetry', INGESTION_QUEUE_URL: queue.QueueUrl ?? '' },
    // Nobody watches: what the live monitor costs then is measured, too.
    ...{ CONNECTIONS_TABLE: tables.connections, LIVE_QUEUE_URL: queue.QueueUrl ?? '' },
    ...{ KEY_PEPPER_SECRET_ID: pepperName, PROVIDER_SECRET_PREFIX: secretPrefix, ALLOWS_PRIVATE_PROVIDERS: 'true' },
    ...{ USER_POOL_ID: 'us-east-1_Bench', USER_POOL_CLIENT_ID: 'bench' },
    // As in the local stage.
    RECORDING_FLUSH_MS: '50',
  };
  return { environment, keys, stop: emulator.stop };
}

interface SeedInput {
  core: CorePorts;
  secrets: SecretsManagerClient;
  providerUrl: string;
  isGoverned: boolean;
}

/** A project with the fake provider, a price for its model and a route to it; returns a key. */
async function seedBenchProject({ core, secrets, providerUrl, isGoverned }: SeedInput): Promise<string> {
  const { id: projectId } = await seedProject(core, { name: 'Benchmark', admin: { id: 'admin', email: 'a@b.test' } });
  const connections = createProviderConnections({
    providers: createProviderRepository(core),
    secrets: createProviderSecrets({ client: secrets, prefix: secretPrefix }),
  });
  const draft = { projectId, id: 'mock', kind: 'openai-compatible', name: 'Fake', baseUrl: providerUrl } as const;
  await connections.connect({ ...draft, models: ['*'], apiKey: 'sk-bench', isManaged: false }, context);
  const model = `mock/${benchModel}`;
  const price = { base: { inputUncached: '0.5', outputText: '2' }, tiers: [] };
  await createModelOverrideRepository(core).put({ projectId, modelId: model, override: { price } }, context);
  const config = routeConfigSchema.parse({
    targets: [{ id: 'first', model }],
    rules: [{ name: 'always', use: { kind: 'fallback', targets: ['first'] } }],
  });
  await createRouteRepository(core).create({ projectId, name: benchRoute, config }, context);
  if (isGoverned) await govern(core, projectId);
  const pepper = createPepper(secrets, pepperName);
  const ports = { ...core, stage, pepper, clock: systemClock };
  return await seedApiKey(ports, { projectId, name: 'Benchmark', scopes: ['gateway'] });
}

/** So much that no call is refused: what is measured is the counting. */
async function govern(core: CorePorts, projectId: string): Promise<void> {
  const limit = limitInputSchema.parse({ name: 'Calls', each: 'key', requestsPerMinute: 1_000_000 });
  await createLimitRepository(core).create(projectId, limit, context);
  const budget = budgetInputSchema.parse({ name: 'Money', amountNanoUsd: 1_000_000_000_000_000, period: 'day' });
  await createBudgetRepository(core).create(projectId, budget, context);
}
