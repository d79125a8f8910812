import type { Environment } from './client-config.ts';
import type { AwsCredentials } from './sign-request.ts';

/**
 * The credentials of the role that a Lambda function runs as. Lambda replaces the whole execution environment before
 * they expire, so nothing has to be renewed here.
 */
export function environmentCredentials(environment: Environment): AwsCredentials {
  const accessKeyId = environment['AWS_ACCESS_KEY_ID'];
  const secretAccessKey = environment['AWS_SECRET_ACCESS_KEY'];
  const sessionToken = environment['AWS_SESSION_TOKEN'];
  if (!accessKeyId || !secretAccessKey) {
    throw new Error('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set, so there is no role to call AWS by.');
  }
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}
