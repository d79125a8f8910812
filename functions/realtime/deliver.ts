import { type ApiGatewayManagementApiClient, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
import type { ServerMessage } from '../../shared/contract/realtime.ts';

export type DeliveryOutcome = 'delivered' | 'gone';

/** Sends one message to one connection; a connection that is closed is `gone`, anything else that fails throws. */
export async function deliver(
  management: ApiGatewayManagementApiClient,
  connectionId: string,
  message: ServerMessage,
): Promise<DeliveryOutcome> {
  try {
    await management.send(
      new PostToConnectionCommand({ ConnectionId: connectionId, Data: Buffer.from(JSON.stringify(message)) }),
    );
    return 'delivered';
  } catch (error) {
    if (isGone(error)) return 'gone';
    throw error;
  }
}

/** By status, because not every implementation names the error. */
function isGone(error: unknown): boolean {
  const metadata = (error as { $metadata?: { httpStatusCode?: number } } | null)?.$metadata;
  return metadata?.httpStatusCode === 410;
}
