import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { awsClientConfig, type Environment } from '../../../shared/aws/client-config.ts';
import type { Domain } from '../../../shared/contract/route.ts';
import { localRegion } from '../safety/local-environment.ts';

export type FunctionEnvironments = Readonly<Record<Domain, Environment>>;

/**
 * The environment of each HTTP function as it was deployed, so that what runs in process and what runs in the emulator
 * cannot drift apart; and on top of it what Lambda would add here.
 */
export async function readFunctionEnvironments(
  endpoint: string,
  domains: readonly Domain[],
): Promise<FunctionEnvironments> {
  const client = new LambdaClient(awsClientConfig({ AWS_ENDPOINT_URL: endpoint }));
  const entries = await Promise.all(
    domains.map(async (domain) => {
      const name = `signalbox-local-${domain}`;
      const { Environment: deployed } = await client.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
      const environment: Environment = {
        ...deployed?.Variables,
        AWS_ENDPOINT_URL: endpoint,
        AWS_REGION: localRegion,
        RECORDING_FLUSH_MS: '50',
      };
      return [domain, environment] as const;
    }),
  );
  return Object.fromEntries(entries) as Record<Domain, Environment>;
}
