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
    const answer = await super.send(command.operation === 'TransactWriteItems' ? withToken(command) : command);
    return command.operation === 'DescribeTable' ? withDate(answer) : answer;
  }
}

/** By this token DynamoDB knows an attempt whose answer was lost, and does not write twice. */
function withToken({ operation, input }: Command): Command {
  return { operation, input: { ClientRequestToken: randomUUID(), ...input } };
}

/** Of a table only when it was made is a date, as the SDK has it: on the wire seconds since 1970. */
function withDate(answer: Fields): Fields {
  const table = answer['Table'] as Fields | undefined;
  const seconds = table?.['CreationDateTime'];
  if (typeof seconds !== 'number') return answer;
  return { ...answer, Table: { ...table, CreationDateTime: new Date(seconds * 1000) } };
}

export class DescribeTableCommand extends Command {
  readonly operation = 'DescribeTable';
}

export class CreateTableCommand extends Command {
  readonly operation = 'CreateTable';
}
