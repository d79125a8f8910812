import type * as z from 'zod';
import type { FieldError } from './app-error.ts';
import { describeIssue } from './describe-issue.ts';
import { ValidationError } from './errors.ts';

export type InputPart = 'params' | 'query' | 'body' | 'header' | 'message' | 'config';

/** Field errors in the words of the schema, with the part of the request in front: `body.scopes.0`. */
export function toFieldErrors(part: InputPart, error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue) => {
    const path = [part, ...issue.path.map(String)];
    if (issue.code !== 'unrecognized_keys') return [{ field: path.join('.'), message: issue.message }];
    return issue.keys.map((key) => ({ field: [...path, key].join('.'), message: 'there is no such field' }));
  });
}

/** Throws a `ValidationError` that names every wrong field. */
export function parseInput<T extends z.ZodType>(part: InputPart, schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value, { error: (issue) => describeIssue(issue, sentAt(value, issue)) });
  if (!parsed.success) throw new ValidationError(toFieldErrors(part, parsed.error));
  return parsed.data;
}

/** What came at the place of an issue, before it was made a number. */
function sentAt(value: unknown, { input, path = [] }: z.core.$ZodRawIssue): unknown {
  if (typeof input !== 'number') return input;
  return path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], value);
}
