import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { awsClientConfig, type Environment } from '../../shared/aws/client-config.ts';

/** The event's own domain does not resolve everywhere, so the address comes from configuration. */
export function createManagementClient(environment: Environment, url: string): ApiGatewayManagementApiClient {
  return new ApiGatewayManagementApiClient({ ...awsClientConfig(environment), endpoint: url });
}
