import type { JsonObject } from '../../../../shared/json/json-object.ts';
import type { Translation } from './translation.ts';

/** Says of each field that no rule knows that it is left out; `path` is that of the object, with a dot. */
export function warnOfOthers(
  object: Readonly<JsonObject>,
  known: ReadonlySet<string>,
  { warnings }: Translation,
  path = '',
): void {
  for (const [name, value] of Object.entries(object)) {
    if (known.has(name) || value === null || value === undefined) continue;
    warnings.dropped(`${path}${name}`, 'Signalbox cannot pass this on to a model.');
  }
}
