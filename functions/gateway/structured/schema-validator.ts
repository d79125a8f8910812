import { type OutputUnit, type Schema, type SchemaDraft, Validator } from '@cfworker/json-schema';
import type { JsonObject } from '../../../shared/json/json-object.ts';
import type { SchemaFault } from './find-schema-faults.ts';
import { runBounded } from './run-bounded.ts';

/** Far more than any honest schema takes, and little enough to not be felt. */
const maxMilliseconds = 250;

/** What does not hold; null if that cannot be found out, because the schema runs in a circle or takes too long. */
export function validateWith(schema: JsonObject, value: unknown): OutputUnit[] | null {
  try {
    const result = runBounded(maxMilliseconds, () => compile(schema).validate(value).errors);
    return result.isDone ? result.value : null;
  } catch (error) {
    // A schema that refers to itself without going down into the value uses up the stack.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** References that lead nowhere. Only the schema itself is looked at: nothing is ever fetched. */
export function findUnresolvedReferences(schema: JsonObject): SchemaFault[] {
  let lookup: Readonly<Record<string, Schema | boolean>>;
  try {
    lookup = compile(schema)['lookup'];
  } catch {
    return [{ path: '', message: '`$id` and `$ref` are URIs, and no two schemas have the same `$id`' }];
  }
  return Object.values(lookup).flatMap((each) => {
    const target = typeof each === 'boolean' ? undefined : each.__absolute_ref__;
    if (target === undefined || target in lookup) return [];
    return [{ path: pathOf(each), message: '`$ref` points to nothing in this schema' }];
  });
}

/** The validator marks the schemas it reads, so it gets a copy. */
function compile(schema: JsonObject): Validator {
  return new Validator(structuredClone(schema) as Schema, draftOf(schema), false);
}

function draftOf(schema: JsonObject): SchemaDraft {
  const named = typeof schema['$schema'] === 'string' ? schema['$schema'] : '';
  if (/draft-0[67]/.test(named)) return '7';
  return named.includes('2019-09') ? '2019-09' : '2020-12';
}

function pathOf(schema: Schema | boolean): string {
  const uri = typeof schema === 'boolean' ? '' : (schema.__absolute_uri__ ?? '');
  const pointer = uri.split('#')[1] ?? '';
  return [...pointer.split('/').filter((part) => part !== ''), '$ref'].join('.');
}
