import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import { parseInput } from '../../shared/http/parse-input.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createManagementPorts } from './create-management-ports.ts';
import { socketEnvironmentSchema } from './environment.ts';
import { handleSocketEvent, type SocketEvent } from './handle-socket-event.ts';

const settings = parseInput('config', socketEnvironmentSchema, process.env);
const ports = {
  ...createManagementPorts(process.env, settings),
  logger: createLogger('realtime-socket'),
};

/** Entry of the WebSocket's $connect, $disconnect and $default routes. */
export const handler = middy((event: SocketEvent) => handleSocketEvent(ports, event)).use(
  captureLambdaHandler(new Tracer({ serviceName: 'realtime' }), { captureResponse: false }),
);
