import { Command } from './command.ts';
import { JsonClient } from './json-client.ts';

/** Stands in for the SDK's client in bundles that ask for it. */
export class SQSClient extends JsonClient {
  protected override readonly service = { service: 'sqs', target: 'AmazonSQS', version: '1.0' as const, errors: {} };
}

export class SendMessageCommand extends Command {
  readonly operation = 'SendMessage';
}

export class GetQueueAttributesCommand extends Command {
  readonly operation = 'GetQueueAttributes';
}
