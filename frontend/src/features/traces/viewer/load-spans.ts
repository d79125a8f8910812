import type { TraceSummary } from '../../../../../shared/contract/span.ts';
import { listSpans } from '../../../../../shared/contract/trace-spans.ts';
import { api } from '../../../lib/api.ts';
import { createSpanForest, type Forest } from './span-forest.ts';

export interface LoadedSpans {
  trace: TraceSummary;
  forest: Forest;
  /** False while more is on its way. */
  isComplete: boolean;
}

/** The first page is small, so that something is there at once. */
const firstPage = 1000;
/** Adding so many spans to the trees takes well under a tenth of a second. */
const laterPages = 4000;

export interface LoadOptions {
  traceId: string;
  signal: AbortSignal;
  onPage: (loaded: LoadedSpans) => void;
}

/** All spans of a trace, page by page. */
export async function loadSpans({ traceId, signal, onPage }: LoadOptions): Promise<LoadedSpans> {
  const forest = createSpanForest();
  let cursor: string | undefined;
  for (;;) {
    const query = { limit: cursor === undefined ? firstPage : laterPages, ...(cursor === undefined ? {} : { cursor }) };
    const page = await api.call(listSpans, { params: { traceId }, query, signal });
    forest.add(page.items, page.packIds);
    const loaded = { trace: page.trace, forest: forest.read(), isComplete: page.nextCursor === null };
    if (page.nextCursor === null) return loaded;
    cursor = page.nextCursor;
    onPage(loaded);
  }
}
