import type { OutputUnit } from '@cfworker/json-schema';

/** Where an answer does not keep to its schema. */
export interface AnswerError {
  /** JSON path in the answer: `$.items[0].name`. */
  path: string;
  message: string;
}

const maxErrors = 10;
const maxMessageLength = 300;
/** They only repeat that something below them failed. */
const summaries: readonly string[] = [
  'properties',
  'patternProperties',
  'items',
  'prefixItems',
  '$ref',
  'allOf',
  'false',
];

/** The first ten of the validator's findings that say something of their own. */
export function toAnswerErrors(units: readonly OutputUnit[], answer: unknown): AnswerError[] {
  const telling = units.filter(({ keyword }) => !summaries.includes(keyword));
  const errors = (telling.length > 0 ? telling : units).map(({ instanceLocation, error }) => ({
    path: toJsonPath(instanceLocation, answer),
    message: error.length <= maxMessageLength ? error : `${error.slice(0, maxMessageLength)}…`,
  }));
  return errors.slice(0, maxErrors);
}

/** A pointer does not say which of its numbers are indexes; the answer does. */
function toJsonPath(pointer: string, answer: unknown): string {
  let path = '$';
  let at = answer;
  for (const part of pointer.split('/').slice(1)) {
    const name = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(at)) path += `[${name}]`;
    else path += /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
    at = typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined;
  }
  return path;
}
