import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { awsClientConfig, type Environment } from './client-config.ts';

export type { DynamoDBDocumentClient };

/** The client behind every repository. `undefined` attributes are left out; binary stays `Uint8Array`. */
export function createDocumentClient(environment: Environment): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient(awsClientConfig(environment)), {
    // An object with a field called `constructor`, such as the sums of a score of that name, is taken for an instance of a class.
    marshallOptions: { removeUndefinedValues: true, convertClassInstanceToMap: true },
  });
}
