import { cut } from './to-payload.ts';

const maxNameCharacters = 200;
const maxMetadataCharacters = 120;

/** As much of a name, an id, a tag or the like as the summary of a trace keeps. Cut once more it stays as it is. */
export function summaryName(text: string): string {
  return cut(text, maxNameCharacters);
}

/** Whether a name as a summary keeps it may stand for several: it ends like one that was cut, or would be. */
export function isAmbiguousInSummary(text: string): boolean {
  return text.length > maxNameCharacters || isCutName(text);
}

/** Whether a name looks as if it had been cut; few that are whole do. */
export function isCutName(text: string): boolean {
  return text.length <= maxNameCharacters && text.length >= maxNameCharacters - 1 && text.endsWith('…');
}

/** As much of an entry of its metadata. */
export function summaryMetadata(key: string, value: string): string {
  return cut(`${key}=${value}`, maxMetadataCharacters);
}
