import type { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import type { Environment } from '../../shared/aws/client-config.ts';
import { createDocumentClient } from '../../shared/aws/document-client.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { createApiKeyRepository } from '../../shared/storage/api-keys.ts';
import { createMemberRepository } from '../../shared/storage/members.ts';
import { createListenerAccess, type ListenerAccess } from './listener-access.ts';
import { createManagementClient } from './management-client.ts';
import type { RealtimeStore } from './realtime-store.ts';

interface ManagementSettings {
  CORE_TABLE: string;
  CONNECTIONS_TABLE: string;
  WEBSOCKET_MANAGEMENT_URL: string;
}

/** What every entry needs that speaks to connections: where they are listed and how they are reached. */
export function createManagementPorts(
  environment: Environment,
  settings: ManagementSettings,
): { store: RealtimeStore; management: ApiGatewayManagementApiClient; access: ListenerAccess } {
  const documents = createDocumentClient(environment);
  const core = { documents, tableName: settings.CORE_TABLE };
  return {
    store: {
      documents,
      tableName: settings.CONNECTIONS_TABLE,
      clock: systemClock,
    },
    management: createManagementClient(environment, settings.WEBSOCKET_MANAGEMENT_URL),
    access: createListenerAccess({
      members: createMemberRepository(core),
      keys: createApiKeyRepository(core),
      clock: systemClock,
    }),
  };
}
