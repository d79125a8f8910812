import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';

/** An SDK client that refuses for as long as `refuses` says, without the SDK's own retries. */
export function refusingClient<T extends SQSClient | S3Client>(client: T, refuses: () => boolean = () => true): T {
  return new Proxy(client, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property);
      if (property !== 'send' || typeof value !== 'function') return value;
      return async (command: unknown) => {
        if (refuses()) throw new Error('refused');
        return await Reflect.apply(value, target, [command]);
      };
    },
  });
}
