import { randomUUID } from 'node:crypto';
import { Command, type Fields } from './command.ts';
import { JsonClient } from './json-client.ts';
import { ServiceError } from './service-error.ts';

export class ConditionalCheckFailedException extends ServiceError {}
export class TransactionCanceledException extends ServiceError {
  declare readonly CancellationReasons?: readonly { Code?: string }[];
}
export class ProvisionedThroughputExceededException extends ServiceError {}

/** Stands in for the SDK's client in bundles that ask for it (`infra/constructs/light-packages.ts`). */
export class DynamoDBClient extends JsonClient {
  protected override readonly service = {
    service: 'dynamodb',
    target: 'DynamoDB_20120810',
    version: '1.0' as const,
    errors: { ConditionalCheckFailedException, TransactionCanceledException, ProvisionedThroughputExceededException },
  };

  override async send(command: Command): Promise<Fields> {
    return await super.send(command.operation === 'TransactWriteItems' ? withToken(command) : command);
  }
}

/** By this token DynamoDB knows an attempt whose answer was lost, and does not write twice. */
function withToken({ operation, input }: Command): Command {
  return { operation, input: { ClientRequestToken: randomUUID(), ...input } };
}

export class CreateTableCommand extends Command {
  readonly operation = 'CreateTable';
}
