import type { AwsClientConfig } from '../client-config.ts';
import { environmentCredentials } from '../environment-credentials.ts';
import type { AwsCredentials } from '../sign-request.ts';

/** What the light clients take of what the SDK's clients take. */
export interface LightClientConfig extends AwsClientConfig {
  forcePathStyle?: boolean;
}

/** Read for every request: the role's credentials are in the environment of a Lambda function, and nowhere else. */
export function credentialsOf({ credentials }: LightClientConfig): AwsCredentials {
  return credentials ?? environmentCredentials(process.env);
}

/** Where a service listens. */
export function endpointOf({ endpoint, region }: LightClientConfig, service: string): string {
  return endpoint ?? `https://${service}.${region}.amazonaws.com`;
}
