import { isObject, type JsonObject, parseJson } from '../../../../../shared/json/json-object.ts';

const prefix = 'sbx1.';
const knownTypes: ReadonlySet<unknown> = new Set(['reasoning.text', 'reasoning.summary', 'reasoning.encrypted']);

/**
 * What a provider needs to get back of its reasoning (signatures, encrypted parts) as one `encrypted_content`, which
 * clients keep and send again without looking into it.
 */
export function packReasoning(details: readonly JsonObject[]): string {
  return `${prefix}${Buffer.from(JSON.stringify(details)).toString('base64url')}`;
}

/** Null if it was not packed here. */
export function unpackReasoning(packed: string): JsonObject[] | null {
  if (!packed.startsWith(prefix)) return null;
  const details = parseJson(Buffer.from(packed.slice(prefix.length), 'base64url').toString('utf8'))?.value;
  if (!Array.isArray(details)) return null;
  return details.every((detail) => isObject(detail) && knownTypes.has(detail['type'])) ? details : null;
}
