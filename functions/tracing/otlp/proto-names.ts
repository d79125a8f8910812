import { isObject } from '../../../shared/json/json-object.ts';

/** Fields of OTLP whose name in the `.proto` is not the one of its JSON. Parsers accept both (https://protobuf.dev/programming-guides/json/). */
const camelNames = new Map(
  [
    ...['resource_spans', 'scope_spans', 'schema_url', 'trace_id', 'span_id', 'parent_span_id', 'time_unix_nano'],
    ...['start_time_unix_nano', 'end_time_unix_nano', 'string_value', 'bool_value', 'int_value', 'double_value'],
    ...['array_value', 'kvlist_value', 'bytes_value'],
  ].map((name) => [name, name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())]),
);

export function toJsonName(name: string): string {
  return camelNames.get(name) ?? name;
}

/** An object whose fields have their names in JSON. Of a field under both names that one counts. */
export function withJsonNames(value: unknown): unknown {
  if (!isObject(value) || !Object.keys(value).some((name) => camelNames.has(name))) return value;
  const renamed = Object.entries(value).filter(([name]) => camelNames.has(name));
  return { ...Object.fromEntries(renamed.map(([name, each]) => [toJsonName(name), each])), ...value };
}
