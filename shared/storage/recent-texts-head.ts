import { type SegmentShape, textFormat } from '../text-digests/text-segment.ts';
import { recentHeadKey } from './recent-text-keys.ts';

/** Text of some traces of a project, each as it was in one version. Its items are written once, before anything names it. */
export interface RecentSegment {
  id: string;
  /** Between these its traces started, epoch milliseconds, both included. */
  from: number;
  to: number;
  /** Its `count` traces are the first of its list; of those after them nothing is known but that they were tried. */
  shape: SegmentShape;
}

/** Which text of recent traces there is. */
export interface RecentTextsHead {
  version: string;
  /** When all recent traces were last looked at, and not only the newest, epoch milliseconds. */
  sweptAt: number;
  segments: readonly RecentSegment[];
}

type Item = Record<string, unknown>;

/** Numbers only, because every search reads them. */
export function toHeadItem(projectId: string, head: RecentTextsHead, ttl: number): Item {
  const { version, sweptAt, segments } = head;
  const ids = segments.map(({ id }) => id);
  const numbers = segments.flatMap(({ from, to, shape }) => [from, to, shape.count, shape.rowBits, shape.partBits]);
  return { ...recentHeadKey(projectId), version, format: textFormat, sweptAt, ids, numbers, ttl };
}

/** Text of another format is none; its items expire by themselves. */
export function fromHeadItem(item: Item): RecentTextsHead {
  const { version, format, sweptAt } = item as unknown as RecentTextsHead & { format: number };
  if (format !== textFormat) return { version, sweptAt: 0, segments: [] };
  const numbers = item['numbers'] as number[];
  const segments = (item['ids'] as string[]).map((id, index): RecentSegment => {
    const [from = 0, to = 0, count = 0, rowBits = 0, partBits = 0] = numbers.slice(index * 5);
    return { id, from, to, shape: { count, rowBits, partBits } };
  });
  return { version, sweptAt, segments };
}
