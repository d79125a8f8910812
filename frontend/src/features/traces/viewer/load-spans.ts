import type { TraceSummary } from '../../../../../shared/contract/span.ts';
import { listSpans } from '../../../../../shared/contract/trace-spans.ts';
import { api } from '../../../lib/api.ts';
import { addInSlices } from './add-in-slices.ts';
import { createSpanForest, type Forest } from './span-forest.ts';

export interface LoadedSpans {
  trace: TraceSummary;
  forest: Forest;
  /** False while more is on its way. */
  isComplete: boolean;
}

/** The first page is small, so that something is there at once. */
const firstPage = 1000;
const laterPages = 4000;
/** Traces of so many spans are read in parts at the same time. */
const largeSpans = 10_000;
const largeParts = 4;
/** Each time costs what is there by then, not what has come. */
const showEveryMs = 400;

export interface LoadOptions {
  traceId: string;
  /** As far as is known. */
  spanCount: number;
  signal: AbortSignal;
  onPage: (loaded: LoadedSpans) => void;
}

/** All spans of a trace, in pages. What fails in one part stops the others. */
export async function loadSpans({ traceId, spanCount, signal, onPage }: LoadOptions): Promise<LoadedSpans> {
  const forest = createSpanForest();
  const failed = new AbortController();
  const ask: Ask = (query) => askFor(traceId, query, AbortSignal.any([signal, failed.signal]));
  const [own = {}, ...others] = partsOf(spanCount);
  const first = await ask({ limit: firstPage, ...own });
  const showing = atIntervals(showEveryMs, ({ trace }: Page) =>
    onPage({ trace, forest: forest.read(), isComplete: false }),
  );
  const add = async (page: Page) => {
    await addInSlices(forest, page.items, page.packIds);
    showing.soon(page);
  };
  const readPart = async (part: Part) => await readOn(await ask({ limit: laterPages, ...part }), part, ask, add);
  try {
    await Promise.all([readOn(first, own, ask, add), ...others.map(readPart)]);
  } catch (error) {
    failed.abort();
    throw error;
  } finally {
    showing.stop();
  }
  // As it was when reading began: whatever has come since may have been missed, and makes it larger than this.
  return { trace: first.trace, forest: forest.read(), isComplete: true };
}

/** A page and those that follow it; each is on its way while the one before is added. */
async function readOn(first: Page, part: Part, ask: Ask, add: (page: Page) => Promise<void>): Promise<void> {
  for (let page: Page | null = first; page !== null; ) {
    const cursor: string | null = page.nextCursor;
    const next: Promise<Page> | null = cursor === null ? null : ask({ limit: laterPages, cursor, ...part });
    // What fails while the page before is added is told when it is waited for.
    next?.catch(() => undefined);
    await add(page);
    page = await next;
  }
}

type Page = Awaited<ReturnType<typeof askFor>>;
type Ask = (query: Query) => Promise<Page>;
type Part = { part?: string };
type Query = Part & { limit: number; cursor?: string };

async function askFor(traceId: string, query: Query, signal: AbortSignal) {
  return await api.call(listSpans, { params: { traceId }, query, signal });
}

function partsOf(spanCount: number): Part[] {
  if (spanCount < largeSpans) return [{}];
  return Array.from({ length: largeParts }, (_, index) => ({ part: `${index + 1}/${largeParts}` }));
}

/** Shows what came last: the first at once, and then not more often than told. */
function atIntervals<T>(everyMs: number, show: (latest: T) => void) {
  let shownAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest: T;
  return {
    soon(value: T) {
      latest = value;
      timer ??= setTimeout(
        () => {
          timer = undefined;
          show(latest);
          shownAt = performance.now();
        },
        Math.max(0, shownAt + everyMs - performance.now()),
      );
    },
    stop: () => clearTimeout(timer),
  };
}
