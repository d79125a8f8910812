import type { Fields } from './command.ts';

/** What a service refused, with the `name` that the SDK gives it. */
export class ServiceError extends Error {
  readonly $metadata: { httpStatusCode: number };

  constructor(name: string, message: string, status: number, fields: Fields = {}) {
    super(message);
    Object.assign(this, fields);
    this.name = name;
    this.$metadata = { httpStatusCode: status };
  }
}

export type ServiceErrorClass = new (name: string, message: string, status: number, fields?: Fields) => ServiceError;
/** The errors that callers tell apart with `instanceof`, by name. */
export type ErrorClasses = Readonly<Record<string, ServiceErrorClass>>;

export function createServiceError(classes: ErrorClasses, name: string, ...rest: [string, number, Fields?]) {
  const Class = Object.hasOwn(classes, name) ? (classes[name] ?? ServiceError) : ServiceError;
  return new Class(name, ...rest);
}
