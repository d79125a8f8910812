import type { LocalStage } from '../../support/local-stage.ts';

/** As the console reads: a small page, then parts at the same time, each page after the one before. */
const firstLimit = 1000;
const limit = 4000;
const parts = 4;

/** Gets a path of the stage, or of what stands in for it. */
export type Get = (path: string) => Promise<Response>;

export interface PagesRead {
  spans: number;
  pages: number;
  /** As JSON, unpacked. */
  bytes: number;
  firstMs: number;
  allMs: number;
}

interface Page {
  items: { spanId: string }[];
  nextCursor: string | null;
}

export const getFrom =
  ({ url, apiKey }: Pick<LocalStage, 'url' | 'apiKey'>): Get =>
  (path) =>
    fetch(`${url}${path}`, { headers: { authorization: `Bearer ${apiKey}`, 'accept-encoding': 'gzip' } });

/** All rows of a trace, and how long the first page and all of them took. */
export async function readPages(get: Get, traceId: string): Promise<PagesRead> {
  const began = performance.now();
  const ids = new Set<string>();
  let [pages, bytes] = [0, 0];
  const read = async (query: string): Promise<Page> => {
    const response = await get(`/api/v2/traces/${traceId}/spans?${query}`);
    if (!response.ok) throw new Error(`The stage answered ${response.status}: ${await response.text()}`);
    const text = await response.text();
    const page = JSON.parse(text) as Page;
    for (const { spanId } of page.items) ids.add(spanId);
    pages += 1;
    bytes += text.length;
    return page;
  };
  const readOn = async (part: number, first: Page | null) => {
    let page = first ?? (await read(`limit=${limit}&part=${part}/${parts}`));
    while (page.nextCursor !== null) {
      page = await read(`limit=${limit}&part=${part}/${parts}&cursor=${encodeURIComponent(page.nextCursor)}`);
    }
  };
  const first = await read(`limit=${firstLimit}&part=1/${parts}`);
  const firstMs = performance.now() - began;
  await Promise.all(Array.from({ length: parts }, (_, index) => readOn(index + 1, index === 0 ? first : null)));
  return { spans: ids.size, pages, bytes, firstMs, allMs: performance.now() - began };
}
