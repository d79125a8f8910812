export type Fields = Readonly<Record<string, unknown>>;

/** An operation of a service and its input, as the SDK's commands are. */
export abstract class Command {
  /** As the service calls it: `PutItem`. */
  abstract readonly operation: string;
  readonly input: Fields;

  constructor(input: Fields) {
    this.input = input;
  }
}
