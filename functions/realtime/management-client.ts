import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { awsClientConfig, type Environment } from '../../shared/aws/client-config.ts';

/** A console that does not take a message in this time must not keep the others waiting; it catches up later. */
const patience = { maxAttempts: 2, requestHandler: { connectionTimeout: 1000, requestTimeout: 2000 } };

/** The event's own domain does not resolve everywhere, so the address comes from configuration. */
export function createManagementClient(environment: Environment, url: string): ApiGatewayManagementApiClient {
  return new ApiGatewayManagementApiClient({ ...awsClientConfig(environment), ...patience, endpoint: url });
}
