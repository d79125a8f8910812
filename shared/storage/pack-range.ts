import type { SpanPart } from '../contract/trace-spans.ts';
import { packPrefix } from './trace-keys.ts';

const digits = 8;

/**
 * The sort keys between which a part of a trace's packs lies. Their ids are hashes, so that parts of equal width hold about
 * as many. A boundary is shorter than an id, and so no pack's key: what begins with it sorts after it.
 */
export function packRange(part: SpanPart = { index: 1, of: 1 }): { first: string; last: string } {
  const boundary = (index: number) =>
    Math.floor((index / part.of) * 16 ** digits)
      .toString(16)
      .padStart(digits, '0');
  return {
    first: `${packPrefix}${boundary(part.index - 1)}`,
    last: part.index === part.of ? `${packPrefix}~` : `${packPrefix}${boundary(part.index)}`,
  };
}
