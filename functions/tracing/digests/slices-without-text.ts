import type { SliceHead } from '../../../shared/storage/trace-slice-digests.ts';

/** Slices that are digested and whose text is not, newest first. */
export function slicesWithoutText(fence: string, head: SliceHead | null): number[] {
  if (head === null || head.isClosed || head.fence !== fence) return [];
  const digested = Object.entries(head.slices).filter(([, version]) => version !== null);
  const slices = digested.map(([slice]) => Number(slice)).filter((slice) => head.texts[slice] === undefined);
  return slices.sort((a, b) => b - a);
}
