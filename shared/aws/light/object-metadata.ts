import type { IncomingHttpHeaders } from 'node:http';
import type { Fields } from './command.ts';

const prefix = 'x-amz-meta-';

/** What is kept with an object: values of a team's own, and tags, which lifecycle rules read. */
export function metadataHeaders({ Metadata, Tagging }: Fields): Record<string, string> {
  const own = Object.entries((Metadata ?? {}) as Record<string, string>);
  return {
    ...Object.fromEntries(own.map(([name, value]) => [`${prefix}${name.toLowerCase()}`, value])),
    ...(Tagging === undefined ? {} : { 'x-amz-tagging': String(Tagging) }),
  };
}

export function readMetadata(headers: IncomingHttpHeaders): Record<string, string> {
  const own = Object.entries(headers).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), String(value)]));
}
