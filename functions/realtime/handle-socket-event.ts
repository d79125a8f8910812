import type { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import type { APIGatewayProxyResultV2, APIGatewayProxyWebsocketEventV2 } from 'aws-lambda';
import type { ServerMessage } from '../../shared/contract/realtime.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import { answerMessage } from './answer-message.ts';
import { closeConnection, listenerOf, openConnection } from './connections.ts';
import { deliver } from './deliver.ts';
import { hangUp } from './hang-up.ts';
import type { ListenerAccess } from './listener-access.ts';
import type { RealtimeStore } from './realtime-store.ts';
import { redeemTicket } from './tickets.ts';

export interface SocketPorts {
  store: RealtimeStore;
  management: ApiGatewayManagementApiClient;
  access: ListenerAccess;
  logger: Logger;
}

/** $connect carries the query string, which the type of the other events lacks. */
export type SocketEvent = APIGatewayProxyWebsocketEventV2 & {
  queryStringParameters?: Record<string, string | undefined>;
};

const accessEnded: ServerMessage = {
  type: 'error',
  code: 'access_ended',
  message: 'This connection belongs to nobody in the project any more. Get a new ticket.',
};

export async function handleSocketEvent(ports: SocketPorts, event: SocketEvent): Promise<APIGatewayProxyResultV2> {
  const { connectionId, eventType } = event.requestContext;
  switch (eventType) {
    case 'CONNECT':
      return await connect(ports, connectionId, event.queryStringParameters?.['ticket']);
    case 'DISCONNECT':
      await closeConnection(ports.store, connectionId);
      ports.logger.debug('realtime.disconnected', { connectionId });
      return { statusCode: 200 };
    case 'MESSAGE':
      return await answer(ports, connectionId, event.body);
  }
}

/** Whoever has lost access since they connected is told so, and the connection ends. */
async function answer(
  ports: SocketPorts,
  connectionId: string,
  body: string | undefined,
): Promise<APIGatewayProxyResultV2> {
  const listener = await listenerOf(ports.store, connectionId);
  if (listener === null || !(await ports.access.mayListen(listener))) {
    await deliver(ports.management, connectionId, accessEnded);
    await hangUp(ports, connectionId);
    return { statusCode: 200 };
  }
  for (const message of await answerMessage(ports.store, { connectionId, listener }, body)) {
    await deliver(ports.management, connectionId, message);
  }
  return { statusCode: 200 };
}

async function connect(
  { store, access, logger }: SocketPorts,
  connectionId: string,
  ticket: string | undefined,
): Promise<APIGatewayProxyResultV2> {
  const holder = ticket === undefined ? null : await redeemTicket(store, ticket);
  if (!holder || !(await access.mayListen(holder))) return { statusCode: 401 };
  await openConnection(store, connectionId, holder);
  logger.debug('realtime.connected', { connectionId, projectId: holder.projectId });
  return { statusCode: 200 };
}
