import type { TraceSummary } from '../../../../../../shared/contract/span.ts';

/** All newest first. */
export interface OfferedTraces<T> {
  /** The first of them is the one before. */
  before: T[];
  since: T[];
  /** False where the search was given up: there may be others. */
  isComplete: boolean;
}

interface Range {
  from: string;
  to?: string;
}

export type ReadPage<T> = (
  asked: Range & { cursor?: string; limit: number },
) => Promise<{ items: T[]; nextCursor: string | null }>;

export const daysBefore = 30;
const offered = 10;
/** A page may come back short where few of many traces fit; so many are followed. */
const mostPages = 5;

/**
 * What a trace can be compared with: the last ones before it, however many came since, and the newest since. `read` asks for
 * those of its name.
 */
export async function offerTraces<T extends Pick<TraceSummary, 'traceId'>>(
  { traceId, startTime }: Pick<TraceSummary, 'traceId' | 'startTime'>,
  read: ReadPage<T>,
): Promise<OfferedTraces<T>> {
  const from = new Date(Date.parse(startTime) - daysBefore * 86_400_000).toISOString();
  const [before, since] = await Promise.all([gather(read, { from, to: startTime }), gather(read, { from: startTime })]);
  return {
    before: before.items,
    since: since.items.filter((each) => each.traceId !== traceId),
    isComplete: before.isComplete && since.isComplete,
  };
}

async function gather<T>(read: ReadPage<T>, range: Range): Promise<{ items: T[]; isComplete: boolean }> {
  const items: T[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const limit = offered - items.length;
    const page: Awaited<ReturnType<ReadPage<T>>> = await read({
      ...range,
      limit,
      ...(cursor === null ? {} : { cursor }),
    });
    items.push(...page.items);
    cursor = page.nextCursor;
    if (cursor === null || items.length >= offered) return { items, isComplete: true };
  }
  return { items, isComplete: false };
}
