import type { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import type { Environment } from '../../shared/aws/client-config.ts';
import { createDocumentClient } from '../../shared/aws/document-client.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { createManagementClient } from './management-client.ts';
import type { RealtimeStore } from './realtime-store.ts';

interface ManagementSettings {
  CONNECTIONS_TABLE: string;
  WEBSOCKET_MANAGEMENT_URL: string;
}

/** What every entry needs that speaks to connections: where they are listed and how they are reached. */
export function createManagementPorts(
  environment: Environment,
  settings: ManagementSettings,
): { store: RealtimeStore; management: ApiGatewayManagementApiClient } {
  return {
    store: {
      documents: createDocumentClient(environment),
      tableName: settings.CONNECTIONS_TABLE,
      clock: systemClock,
    },
    management: createManagementClient(environment, settings.WEBSOCKET_MANAGEMENT_URL),
  };
}
