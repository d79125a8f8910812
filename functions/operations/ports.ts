import type { Environment } from '../../shared/aws/client-config.ts';
import { parseInput } from '../../shared/http/parse-input.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import type { OperationsPorts } from './app.ts';
import { httpEnvironmentSchema } from './environment.ts';

export function createPorts(environment: Environment): OperationsPorts {
  const settings = parseInput('config', httpEnvironmentSchema, environment);
  return { stage: settings.STAGE, version: settings.VERSION, logger: createLogger('operations') };
}
