import { isObject, type JsonObject } from '../../../shared/json/json-object.ts';
import { type KeywordShape, keywordShapes } from './keyword-shapes.ts';
import { findUnresolvedReferences } from './schema-validator.ts';
import { isPattern, isStrings, valueFault } from './value-fault.ts';

export interface SchemaFault {
  /** Where in the schema: `properties.age.minimum`; empty for the schema itself. */
  path: string;
  message: string;
}

export const schemaBounds = { depth: 32, schemas: 2_000, bytes: 128 * 1024, faults: 10 };

/** Where the walk is, and how many schemas it has seen. */
interface Place {
  path: string;
  depth: number;
  seen: { schemas: number };
}

/** What keeps a value from being a JSON Schema that the gateway can check answers with; the first ten faults. */
export function findSchemaFaults(schema: unknown): SchemaFault[] {
  if (!isObject(schema)) return [{ path: '', message: 'a schema is a JSON object' }];
  const bytes = Buffer.byteLength(JSON.stringify(schema));
  if (bytes > schemaBounds.bytes) {
    return [{ path: '', message: `the schema has ${bytes} bytes; at most ${schemaBounds.bytes} are taken` }];
  }
  const faults: SchemaFault[] = [];
  for (const fault of faultsOf(schema, { path: '', depth: 1, seen: { schemas: 0 } })) {
    if (faults.push(fault) === schemaBounds.faults) return faults;
  }
  return faults.length > 0 ? faults : findUnresolvedReferences(schema).slice(0, schemaBounds.faults);
}

function* faultsOf(schema: unknown, place: Place): Generator<SchemaFault> {
  const { path, depth, seen } = place;
  if (typeof schema === 'boolean') return;
  if (!isObject(schema)) {
    yield { path, message: 'a schema is a JSON object, true or false' };
    return;
  }
  seen.schemas++;
  if (seen.schemas > schemaBounds.schemas || depth > schemaBounds.depth) {
    // Said once: everything further is not looked at.
    const isFirst = depth > schemaBounds.depth || seen.schemas === schemaBounds.schemas + 1;
    const { schemas, depth: levels } = schemaBounds;
    if (isFirst) yield { path, message: `a schema has at most ${schemas} schemas in it, ${levels} deep` };
    return;
  }
  for (const [keyword, value] of Object.entries(schema)) {
    const shape = keywordShapes.get(keyword);
    if (shape !== undefined) yield* keywordFaults({ keyword, shape }, value, within(place, keyword));
  }
}

interface Keyword {
  keyword: string;
  shape: KeywordShape;
}

function* keywordFaults({ keyword, shape }: Keyword, value: unknown, place: Place): Generator<SchemaFault> {
  switch (shape) {
    case 'schema':
      yield* faultsOf(value, place);
      return;
    case 'schemas':
      yield* listFaults(value, place);
      return;
    case 'schemaOrSchemas':
      yield* Array.isArray(value) ? listFaults(value, place) : faultsOf(value, place);
      return;
    case 'schemaMap':
    case 'schemaOrStringsMap':
    case 'stringsMap':
      yield* mapFaults({ keyword, shape }, value, place);
      return;
    default: {
      const message = valueFault(shape, value);
      if (message !== null) yield { path: place.path, message: `\`${keyword}\` ${message}` };
    }
  }
}

function* listFaults(value: unknown, place: Place): Generator<SchemaFault> {
  if (Array.isArray(value) && value.length > 0) {
    for (const [index, each] of value.entries()) yield* faultsOf(each, { ...within(place, index), depth: place.depth });
  } else {
    yield { path: place.path, message: 'a list of at least one schema stands here' };
  }
}

function* mapFaults({ keyword, shape }: Keyword, value: unknown, place: Place): Generator<SchemaFault> {
  if (!isObject(value)) {
    yield { path: place.path, message: `\`${keyword}\` is an object` };
    return;
  }
  for (const [name, each] of Object.entries(value)) {
    const at = { ...within(place, name), depth: place.depth };
    if (keyword === 'patternProperties' && !isPattern(name)) {
      yield { path: at.path, message: 'the name is a regular expression with the flag `u`' };
    }
    yield* entryFaults(shape, each, at);
  }
}

function* entryFaults(shape: KeywordShape, each: JsonObject[string], place: Place): Generator<SchemaFault> {
  const takesStrings = shape !== 'schemaMap';
  if (takesStrings && isStrings(each)) return;
  if (shape === 'stringsMap') yield { path: place.path, message: 'a list of names stands here' };
  else yield* faultsOf(each, place);
}

function within({ path, depth, seen }: Place, name: string | number): Place {
  return { path: path === '' ? String(name) : `${path}.${name}`, depth: depth + 1, seen };
}
