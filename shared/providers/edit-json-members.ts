import { findJsonMembers } from './find-json-members.ts';

/**
 * Sets members of the outermost object of a JSON text and leaves every other byte as it came. A member that stands there
 * more than once is set everywhere, because parsers differ in which one they believe.
 */
export function editJsonMembers(json: Uint8Array, values: Readonly<Record<string, unknown>>): Uint8Array {
  const source = Buffer.from(json.buffer, json.byteOffset, json.byteLength);
  const members = findJsonMembers(source, new Set(Object.keys(values)));
  const parts: Buffer[] = [];
  let copied = 0;
  for (const { name, start, end } of members) {
    parts.push(source.subarray(copied, start), Buffer.from(JSON.stringify(values[name])));
    copied = end;
  }
  const present = new Set(members.map(({ name }) => name));
  const added = Object.entries(values).filter(([name]) => !present.has(name));
  if (added.length > 0) {
    const closing = source.lastIndexOf('}');
    parts.push(source.subarray(copied, closing), appendedMembers(source, closing, added));
    copied = closing;
  }
  parts.push(source.subarray(copied));
  return Buffer.concat(parts);
}

function appendedMembers(source: Buffer, closing: number, added: readonly (readonly [string, unknown])[]): Buffer {
  const before = source.subarray(0, closing).toString('utf8').trimEnd();
  const text = added.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',');
  return Buffer.from(before.endsWith('{') ? text : `,${text}`);
}
