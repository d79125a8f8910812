import { cut } from './to-payload.ts';

const maxNameCharacters = 200;
const maxMetadataCharacters = 120;

/** As much of a name, an id, a tag or the like as the summary of a trace keeps. Cut once more it stays as it is. */
export function summaryName(text: string): string {
  return cut(text, maxNameCharacters);
}

/** As much of an entry of its metadata. */
export function summaryMetadata(key: string, value: string): string {
  return cut(`${key}=${value}`, maxMetadataCharacters);
}
