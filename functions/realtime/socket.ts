import middy from '@middy/core';
import { createDocumentClient } from '../../shared/aws/document-client.ts';
import { parseInput } from '../../shared/http/parse-input.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { socketEnvironmentSchema } from './environment.ts';
import { handleSocketEvent, type SocketEvent } from './handle-socket-event.ts';
import { createManagementClient } from './management-client.ts';

const settings = parseInput('config', socketEnvironmentSchema, process.env);
const ports = {
  store: {
    documents: createDocumentClient(process.env),
    tableName: settings.CONNECTIONS_TABLE,
    clock: systemClock,
  },
  management: createManagementClient(process.env, settings.WEBSOCKET_MANAGEMENT_URL),
  logger: createLogger('realtime-socket'),
};

/** Entry of the WebSocket's $connect, $disconnect and $default routes. */
export const handler = middy((event: SocketEvent) => handleSocketEvent(ports, event));
