import { type ApiGatewayManagementApiClient, DeleteConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
import type { Logger } from '../../shared/observability/logger.ts';
import { closeConnection } from './connections.ts';
import type { RealtimeStore } from './realtime-store.ts';

interface HangUpPorts {
  store: RealtimeStore;
  management: ApiGatewayManagementApiClient;
  logger: Logger;
}

/** Ends a connection. It is forgotten first, so that it hears nothing more even if it cannot be closed. */
export async function hangUp({ store, management, logger }: HangUpPorts, connectionId: string): Promise<void> {
  await closeConnection(store, connectionId);
  try {
    await management.send(new DeleteConnectionCommand({ ConnectionId: connectionId }));
  } catch (error) {
    logger.warn('realtime.delivery.failed', { connectionId, error });
  }
}
