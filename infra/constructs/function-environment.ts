import { Token } from 'aws-cdk-lib';
import type * as z from 'zod';

/** Set on every function, whatever it does. */
export type RuntimeVariable =
  | 'LOG_LEVEL'
  | 'NODE_OPTIONS'
  | 'POWERTOOLS_METRICS_NAMESPACE'
  | 'POWERTOOLS_SERVICE_NAME'
  | 'POWERTOOLS_TRACE_ENABLED';

/**
 * Throws unless the variables are the ones that the function's schema names, so that a missing one fails the synthesis and
 * not the first request. Values that are known only at deployment are not looked at.
 */
export function assertEnvironment(
  functionName: string,
  schema: z.ZodObject,
  environment: Readonly<Record<string, string>>,
): void {
  const faults = [...missing(schema, environment), ...unknown(schema, environment), ...invalid(schema, environment)];
  if (faults.length > 0) throw new Error(`Environment of ${functionName}: ${faults.join('; ')}`);
}

type Values = Readonly<Record<string, string>>;

function missing(schema: z.ZodObject, environment: Values): string[] {
  return Object.entries(schema.shape)
    .filter(([name, field]) => environment[name] === undefined && !(field as z.ZodType).safeParse(undefined).success)
    .map(([name]) => `${name} is missing`);
}

function unknown(schema: z.ZodObject, environment: Values): string[] {
  return Object.keys(environment)
    .filter((name) => !(name in schema.shape))
    .map((name) => `${name} is not in its schema`);
}

function invalid(schema: z.ZodObject, environment: Values): string[] {
  return Object.entries(environment).flatMap(([name, value]) => {
    const field = schema.shape[name] as z.ZodType | undefined;
    if (field === undefined || Token.isUnresolved(value)) return [];
    const parsed = field.safeParse(value);
    return parsed.success ? [] : [`${name}: ${parsed.error.issues.map((issue) => issue.message).join(', ')}`];
  });
}
