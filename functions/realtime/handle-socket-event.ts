import type { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import type { APIGatewayProxyResultV2, APIGatewayProxyWebsocketEventV2 } from 'aws-lambda';
import type { Logger } from '../../shared/observability/logger.ts';
import { answerMessage } from './answer-message.ts';
import { closeConnection, openConnection } from './connections.ts';
import { deliver } from './deliver.ts';
import type { RealtimeStore } from './realtime-store.ts';
import { redeemTicket } from './tickets.ts';

export interface SocketPorts {
  store: RealtimeStore;
  management: ApiGatewayManagementApiClient;
  logger: Logger;
}

/** $connect carries the query string, which the type of the other events lacks. */
export type SocketEvent = APIGatewayProxyWebsocketEventV2 & {
  queryStringParameters?: Record<string, string | undefined>;
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
      for (const message of await answerMessage(ports.store, connectionId, event.body)) {
        await deliver(ports.management, connectionId, message);
      }
      return { statusCode: 200 };
  }
}

async function connect(
  { store, logger }: SocketPorts,
  connectionId: string,
  ticket: string | undefined,
): Promise<APIGatewayProxyResultV2> {
  const holder = ticket === undefined ? null : await redeemTicket(store, ticket);
  if (!holder) return { statusCode: 401 };
  await openConnection(store, connectionId, holder.projectId);
  logger.debug('realtime.connected', { connectionId, projectId: holder.projectId });
  return { statusCode: 200 };
}
