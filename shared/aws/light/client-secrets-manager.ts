import { randomUUID } from 'node:crypto';
import { Command, type Fields } from './command.ts';
import { JsonClient } from './json-client.ts';
import { ServiceError } from './service-error.ts';

export class ResourceNotFoundException extends ServiceError {}
export class InvalidRequestException extends ServiceError {}

/** Stands in for the SDK's client in bundles that ask for it. */
export class SecretsManagerClient extends JsonClient {
  protected override readonly service = {
    service: 'secretsmanager',
    target: 'secretsmanager',
    version: '1.1' as const,
    errors: { ResourceNotFoundException, InvalidRequestException },
  };
}

export class GetSecretValueCommand extends Command {
  readonly operation = 'GetSecretValue';
}
export class DeleteSecretCommand extends Command {
  readonly operation = 'DeleteSecret';
}
export class CreateSecretCommand extends Command {
  readonly operation = 'CreateSecret';

  constructor(input: Fields) {
    super(withToken(input));
  }
}
export class PutSecretValueCommand extends Command {
  readonly operation = 'PutSecretValue';

  constructor(input: Fields) {
    super(withToken(input));
  }
}

/** It becomes the version's id, so that an attempt whose answer was lost makes no second version. */
function withToken(input: Fields): Fields {
  return { ClientRequestToken: randomUUID(), ...input };
}
export class ListSecretsCommand extends Command {
  readonly operation = 'ListSecrets';
}
