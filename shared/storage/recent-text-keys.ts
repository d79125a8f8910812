import { keyPart } from './key-part.ts';
import type { TextItemKey } from './text-item-reader.ts';

/** Beside the digests of the project's days. */
function recentTextPartition(projectId: string): string {
  return `PROJECT#${keyPart(projectId)}#DIGESTS#RECENT`;
}

/** Which segments there are. */
export function recentHeadKey(projectId: string): TextItemKey {
  return { pk: recentTextPartition(projectId), sk: 'HEAD' };
}

/** The traces of a segment. Each segment has a partition of its own, since one takes a megabyte of writes a second. */
export function recentTracesKey(projectId: string, id: string): TextItemKey {
  return { pk: segmentPartition(projectId, id), sk: `${id}#T` };
}

/** Some of its grams. */
export function recentPartKey(projectId: string, id: string, part: number): TextItemKey {
  return { pk: segmentPartition(projectId, id), sk: `${id}#P#${part}` };
}

/** Of all items of a segment. */
export function recentSegmentKeys(projectId: string, { id, shape }: { id: string; shape: { partBits: number } }) {
  const parts = Array.from({ length: 2 ** shape.partBits }, (_, part) => recentPartKey(projectId, id, part));
  return [recentTracesKey(projectId, id), ...parts];
}

function segmentPartition(projectId: string, id: string): string {
  return `${recentTextPartition(projectId)}#${id}`;
}
