import { S3Client } from '@aws-sdk/client-s3';
import { awsClientConfig, type Environment } from '../../shared/aws/client-config.ts';
import { createDocumentClient } from '../../shared/aws/document-client.ts';
import { createAuthPorts } from '../../shared/http/create-auth-ports.ts';
import { parseInput } from '../../shared/http/parse-input.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { createModelOverrideRepository } from '../../shared/storage/model-overrides.ts';
import { createProviderRepository } from '../../shared/storage/providers.ts';
import { createRollupRepository } from '../../shared/storage/rollup-repository.ts';
import { createRouteRepository } from '../../shared/storage/route-repository.ts';
import { createTraceRepository } from '../../shared/storage/trace-repository.ts';
import { createBlobStore } from '../../shared/telemetry/blob-store.ts';
import type { RoutingPorts } from './app.ts';
import { httpEnvironmentSchema } from './environment.ts';

export function createPorts(environment: Environment): RoutingPorts & { flush(): Promise<void> } {
  const settings = parseInput('config', httpEnvironmentSchema, environment);
  const logger = createLogger('routing');
  const documents = createDocumentClient(environment);
  const core = { documents, tableName: settings.CORE_TABLE };
  const s3 = new S3Client({ ...awsClientConfig(environment), forcePathStyle: true });
  const blobs = createBlobStore({ s3, bucket: settings.TELEMETRY_BUCKET });
  return {
    ...createAuthPorts(environment, logger),
    logger,
    routes: createRouteRepository(core),
    providers: createProviderRepository(core),
    overrides: createModelOverrideRepository(core),
    traces: createTraceRepository({ documents, tableName: settings.TRACES_TABLE, blobs, logger }),
    rollups: createRollupRepository({ documents, tableName: settings.ROLLUPS_TABLE }),
    clock: systemClock,
  };
}
