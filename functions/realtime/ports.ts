import type { Environment } from '../../shared/aws/client-config.ts';
import { createDocumentClient } from '../../shared/aws/document-client.ts';
import { createAuthPorts } from '../../shared/http/create-auth-ports.ts';
import { parseInput } from '../../shared/http/parse-input.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import type { RealtimePorts } from './app.ts';
import { httpEnvironmentSchema } from './environment.ts';

export function createPorts(environment: Environment): RealtimePorts & { flush(): Promise<void> } {
  const settings = parseInput('config', httpEnvironmentSchema, environment);
  const logger = createLogger('realtime');
  return {
    ...createAuthPorts(environment, logger),
    logger,
    store: {
      documents: createDocumentClient(environment),
      tableName: settings.CONNECTIONS_TABLE,
      clock: systemClock,
    },
    webSocketUrl: settings.WEBSOCKET_URL,
  };
}
