import type { TextDigest } from '../text-digests/text-digest.ts';
import { keyPart } from './key-part.ts';
import { digestPartition, hoursRange } from './trace-digest-keys.ts';
import { dayOf } from './trace-keys.ts';

/** Beside the digests of a day, so that its queries do not read what only full text needs. */
export function textPartition(projectId: string, hour: number): string {
  return `${digestPartition(projectId, dayOf(hour))}#TEXTS`;
}

export interface TextItemName {
  hour: number;
  /** Of the text digest: items of two of them do not mix. */
  id: string;
  segment: number;
}

/** When the traces of a segment started. */
export function textStartsSortKey(name: TextItemName): string {
  return `${segmentKey(name)}#S`;
}

/** Some of its grams. */
export function textPartSortKey(name: TextItemName, part: number): string {
  return `${segmentKey(name)}#P#${part}`;
}

/** Of all items of a text. */
export function textSortKeys(hour: number, { id, segments }: Pick<TextDigest, 'id' | 'segments'>): string[] {
  return segments.flatMap(({ partBits }, segment) => {
    const name = { hour, id, segment };
    const parts = Array.from({ length: 2 ** partBits }, (_, part) => textPartSortKey(name, part));
    return [textStartsSortKey(name), ...parts];
  });
}

/** Of the text digest that an item belongs to. */
export function textIdOf(sortKey: string): string {
  return sortKey.split('#')[1] ?? '';
}

function segmentKey({ hour, id, segment }: TextItemName): string {
  return `${hoursRange(hour, hour)[0]}#${id}#${segment}`;
}

/** Hours of all projects whose text has to be digested. */
export const textsDuePartition = 'TEXTS_DUE';

export function textsDueKey(projectId: string, hour: number) {
  return { pk: textsDuePartition, sk: `${keyPart(projectId)}#${hoursRange(hour, hour)[0]}` };
}
