import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Domain } from '../../shared/contract/route.ts';
import { functionDefinitions } from '../function-definitions.ts';
import { type Deployment, providerSecretPrefix } from './deployment.ts';
import { grantAnnotations } from './grant-annotations.ts';
import { grantBedrockCalls, grantBedrockListing } from './grant-bedrock.ts';
import { grantCache } from './grant-cache.ts';
import { grantConversations } from './grant-conversations.ts';
import { grantGovernance } from './grant-governance.ts';
import { grantAcceptedCounts } from './grant-ingestion-counts.ts';
import { grantLiveCalls } from './grant-live-calls.ts';
import { grantListing, grantObjectAccess } from './grant-object-access.ts';
import { grantProviderSecrets } from './grant-provider-secrets.ts';
import type { People } from './people.ts';
import { ServiceFunction } from './service-function.ts';
import type { SignalboxTable } from './signalbox-table.ts';

/** What the HTTP functions read and write. */
export interface HttpFunctionSources {
  tables: Readonly<Record<'core' | 'traces' | 'rollups' | 'connections', SignalboxTable>>;
  telemetry: Bucket;
  ingestionQueue: Queue;
  /** Replays that wait for a worker. */
  replayQueue: Queue;
  deletionQueue: Queue;
  /** Events of calls that somebody watches. */
  liveQueue: Queue;
  people: People;
  keyPepper: Secret;
  socketUrl: string;
}

type Variables = Readonly<Record<string, string>>;

/** One function for every domain of the API, with what it may do. */
export function createHttpFunctions(
  scope: Construct,
  deployment: Deployment,
  sources: HttpFunctionSources,
): Record<Domain, ServiceFunction> {
  const create = (id: string, domain: Domain, environment: Variables) =>
    new ServiceFunction(scope, id, { deployment, definition: functionDefinitions[domain], environment });
  const createProtected = (id: string, domain: Domain, environment: Variables) => {
    const created = create(id, domain, { ...authVariables(deployment, sources), ...environment });
    grantAuthentication(created, sources);
    return created;
  };
  const variables = domainVariables(deployment, sources);
  const functions = {
    gateway: createProtected('Gateway', 'gateway', variables.gateway),
    models: createProtected('Models', 'models', variables.models),
    identity: createProtected('Identity', 'identity', variables.identity),
    tracing: createProtected('Tracing', 'tracing', variables.tracing),
    realtime: createProtected('Realtime', 'realtime', variables.realtime),
    routing: createProtected('Routing', 'routing', variables.routing),
    governance: createProtected('Governance', 'governance', variables.governance),
    operations: create('Operations', 'operations', variables.operations),
  };
  grantDomains(functions, deployment, sources);
  return functions;
}

function authVariables({ config }: Deployment, { tables, people, keyPepper }: HttpFunctionSources): Variables {
  return {
    STAGE: config.stage,
    CORE_TABLE: tables.core.tableName,
    KEY_PEPPER_SECRET_ID: keyPepper.secretArn,
    USER_POOL_ID: people.pool.userPoolId,
    USER_POOL_CLIENT_ID: people.client.userPoolClientId,
  };
}

function domainVariables({ config }: Deployment, sources: HttpFunctionSources): Record<Domain, Variables> {
  const telemetry = {
    TELEMETRY_BUCKET: sources.telemetry.bucketName,
    INGESTION_QUEUE_URL: sources.ingestionQueue.queueUrl,
  };
  const providers = {
    PROVIDER_SECRET_PREFIX: providerSecretPrefix(config),
    ALLOWS_PRIVATE_PROVIDERS: String(config.allowsPrivateProviders),
  };
  return {
    gateway: {
      ...telemetry,
      ...providers,
      TRACES_TABLE: sources.tables.traces.tableName,
      ROLLUPS_TABLE: sources.tables.rollups.tableName,
      CONNECTIONS_TABLE: sources.tables.connections.tableName,
      LIVE_QUEUE_URL: sources.liveQueue.queueUrl,
    },
    models: providers,
    identity: { INVITATION_DELIVERY: config.invitationDelivery },
    tracing: {
      ...telemetry,
      TRACES_TABLE: sources.tables.traces.tableName,
      ROLLUPS_TABLE: sources.tables.rollups.tableName,
      REPLAY_QUEUE_URL: sources.replayQueue.queueUrl,
      DELETION_QUEUE_URL: sources.deletionQueue.queueUrl,
    },
    realtime: { CONNECTIONS_TABLE: sources.tables.connections.tableName, WEBSOCKET_URL: sources.socketUrl },
    governance: { ROLLUPS_TABLE: sources.tables.rollups.tableName },
    routing: {
      TRACES_TABLE: sources.tables.traces.tableName,
      ROLLUPS_TABLE: sources.tables.rollups.tableName,
      TELEMETRY_BUCKET: sources.telemetry.bucketName,
    },
    operations: { STAGE: config.stage, VERSION: config.version },
  };
}

/** Reading keys, members and projects; a key's last use is written back. */
function grantAuthentication(target: ServiceFunction, { tables, keyPepper }: HttpFunctionSources): void {
  tables.core.grantReadData(target);
  tables.core.grant(target, 'dynamodb:UpdateItem');
  keyPepper.grantRead(target);
}

function grantDomains(
  functions: Readonly<Record<Domain, ServiceFunction>>,
  { config }: Deployment,
  { tables, telemetry, ingestionQueue, replayQueue, deletionQueue, liveQueue, people }: HttpFunctionSources,
): void {
  for (const sender of [functions.gateway, functions.tracing]) {
    ingestionQueue.grantSendMessages(sender);
    grantAcceptedCounts(sender, tables.rollups);
    grantObjectAccess(telemetry, sender, ['claims/', 'spool/'], ['PutObject']);
  }
  grantObjectAccess(telemetry, functions.tracing, ['raw/'], ['PutObject', 'PutObjectTagging']);
  grantListing(telemetry, functions.tracing, ['raw/']);
  replayQueue.grantSendMessages(functions.tracing);
  deletionQueue.grantSendMessages(functions.tracing);
  grantProviderSecrets(functions.gateway, config, 'read');
  grantBedrockCalls(functions.gateway);
  grantConversations(functions.gateway, tables.traces, telemetry);
  grantLiveCalls(functions.gateway, tables.connections, liveQueue);

  tables.core.grantReadWriteData(functions.models);
  grantProviderSecrets(functions.models, config, 'readWrite');
  grantBedrockListing(functions.models);

  tables.core.grantReadWriteData(functions.identity);
  people.pool.grant(functions.identity, ...memberActions);

  grantAnnotations(functions.tracing, tables.traces);
  for (const reader of [functions.tracing, functions.routing]) {
    tables.traces.grantReadData(reader);
    grantListing(telemetry, reader, ['payloads/']);
    grantObjectAccess(telemetry, reader, ['payloads/'], ['GetObject']);
  }
  for (const reader of [functions.gateway, functions.tracing, functions.routing, functions.governance])
    tables.rollups.grantReadData(reader);
  grantGovernance(functions.gateway, tables.rollups);
  grantCache(functions.gateway, tables.rollups, telemetry);
  tables.core.grantReadWriteData(functions.routing);
  // Saved views.
  tables.core.grantReadWriteData(functions.tracing);
  tables.core.grantReadWriteData(functions.governance);

  tables.connections.grantReadWriteData(functions.realtime);
}

const memberActions = ['cognito-idp:AdminCreateUser', 'cognito-idp:AdminGetUser', 'cognito-idp:AdminSetUserPassword'];
