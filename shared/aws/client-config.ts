/** A function's environment: `process.env` in Lambda, what CDK deployed in the local host. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface AwsClientConfig {
  region: string;
  endpoint?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string };
  maxAttempts: number;
}

/**
 * How to reach AWS. `AWS_ENDPOINT_URL` is set in the local stage only; there the credentials are the emulator's, and
 * never those of the person who runs it, so that nothing local can reach a real account.
 */
export function awsClientConfig(environment: Environment): AwsClientConfig {
  const region = environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'] ?? 'us-east-1';
  const endpoint = environment['AWS_ENDPOINT_URL'];
  if (endpoint === undefined) return { region, maxAttempts: 4 };
  return {
    region,
    endpoint,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 4,
  };
}
