import { findJsonMembers, type JsonMember } from './find-json-members.ts';

/**
 * Sets members of the outermost object of a JSON text and leaves every other byte as it came; `undefined` takes a member
 * out. A member that stands there more than once is changed everywhere, because parsers differ in which one they believe.
 */
export function editJsonMembers(json: Uint8Array, values: Readonly<Record<string, unknown>>): Uint8Array {
  const source = Buffer.from(json.buffer, json.byteOffset, json.byteLength);
  const found = findJsonMembers(source, new Set(Object.keys(values)));
  const isRemoved = ({ name }: JsonMember) => values[name] === undefined;
  if (found.some(isRemoved)) return editWithoutMembers(source, values);
  return setMembers(source, values, found);
}

/** Rare, and where it happens the text is written anew: its members keep their own bytes, not what is between them. */
function editWithoutMembers(source: Buffer, values: Readonly<Record<string, unknown>>): Uint8Array {
  const kept = findJsonMembers(source, null).filter(({ name }) => !(name in values) || values[name] !== undefined);
  const texts = kept.map(
    ({ name, start, end }) => `${JSON.stringify(name)}:${source.subarray(start, end).toString('utf8')}`,
  );
  const remaining = Buffer.from(`{${texts.join(',')}}`);
  const set = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  return editJsonMembers(remaining, set);
}

function setMembers(
  source: Buffer,
  values: Readonly<Record<string, unknown>>,
  members: readonly JsonMember[],
): Uint8Array {
  const parts: Buffer[] = [];
  let copied = 0;
  for (const { name, start, end } of members) {
    parts.push(source.subarray(copied, start), Buffer.from(JSON.stringify(values[name])));
    copied = end;
  }
  const present = new Set(members.map(({ name }) => name));
  const added = Object.entries(values).filter(([name, value]) => value !== undefined && !present.has(name));
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
