import type { Environment } from '../../shared/aws/client-config.ts';
import { createDocumentClient } from '../../shared/aws/document-client.ts';
import { createBudgetCounters } from '../../shared/governance/budget-counters.ts';
import { createLimitCounters } from '../../shared/governance/limit-counters.ts';
import { createAuthPorts } from '../../shared/http/create-auth-ports.ts';
import { parseInput } from '../../shared/http/parse-input.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { createApiKeyRepository } from '../../shared/storage/api-keys.ts';
import { createBudgetRepository } from '../../shared/storage/budget-repository.ts';
import { createLimitRepository } from '../../shared/storage/limit-repository.ts';
import { createRollupRepository } from '../../shared/storage/rollup-repository.ts';
import type { GovernancePorts } from './app.ts';
import { createCachePorts } from './cache/cache-ports.ts';
import { httpEnvironmentSchema } from './environment.ts';

export function createPorts(environment: Environment): GovernancePorts & { flush(): Promise<void> } {
  const settings = parseInput('config', httpEnvironmentSchema, environment);
  const logger = createLogger('governance');
  const documents = createDocumentClient(environment);
  const core = { documents, tableName: settings.CORE_TABLE };
  const rollups = { documents, tableName: settings.ROLLUPS_TABLE };
  return {
    ...createAuthPorts(environment, logger),
    logger,
    keys: createApiKeyRepository(core),
    limits: createLimitRepository(core),
    budgets: createBudgetRepository(core),
    counters: createBudgetCounters(rollups),
    limitCounters: createLimitCounters(rollups),
    rollups: createRollupRepository(rollups),
    cache: createCachePorts(core, { ...rollups, clock: systemClock }),
    clock: systemClock,
  };
}
