import type { DynamoDBStreamEvent } from 'aws-lambda';
import { createDocumentClient } from '../../shared/aws/document-client.ts';
import { parseInput } from '../../shared/http/parse-input.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { createValueLimits } from '../../shared/storage/rollup-value-limits.ts';
import { countPacks, type RollupWorkerPorts } from './count-packs.ts';
import { createLambda } from './create-lambda.ts';
import { rollupWorkerEnvironmentSchema } from './environment.ts';

const settings = parseInput('config', rollupWorkerEnvironmentSchema, process.env);
const table = { documents: createDocumentClient(process.env), tableName: settings.ROLLUPS_TABLE };
const ports: RollupWorkerPorts = {
  ...table,
  valueLimits: createValueLimits(table),
  clock: systemClock,
  logger: createLogger('tracing-rollup-worker'),
};

/** Takes new packs from the stream of the traces table. */
export const handler = createLambda((event: DynamoDBStreamEvent) => countPacks(event, ports));
