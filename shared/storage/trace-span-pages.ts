import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { TraceSummary } from '../contract/span.ts';
import type { SpanPart } from '../contract/trace-spans.ts';
import { type StoredSpan, supersedes } from '../telemetry/stored-span.ts';
import { rowLinesOfItem, spansOfItem } from './pack-items.ts';
import { packRange } from './pack-range.ts';
import { decodeCursor, encodeCursor } from './page-cursor.ts';
import { metaKey, packKey, packPrefix, tracePk } from './trace-keys.ts';
import { isTraceItem, summaryOfItem } from './trace-meta.ts';
import { readTracePages, type TraceReadPorts } from './trace-packs.ts';

export interface SpanPageQuery {
  projectId: string;
  traceId: string;
  limit: number;
  cursor?: string | undefined;
  part?: SpanPart | undefined;
}

export interface SpanPage {
  trace: TraceSummary;
  packIds: string[];
  /** Each as JSON, as most are stored: a large trace has too many to read them and write them again. */
  rows: string[];
  nextCursor: string | null;
}

/** Characters: what one process holds for an answer, and a client waits for, has a bound. */
const maxPageSize = 4 * 1024 * 1024;
const cursorShapes = [/^[0-9a-f]{40}$/, /^(\d{1,7}|all)$/];

/** Where a page begins: after the first `skip` spans of `packId`, or after all of them. Packs never change, so it never shifts. */
interface Position {
  packId: string;
  skip: number | 'all';
}

/**
 * A page of spans along the packs of a trace; null if there is no such trace. Packs that come while it is read may sort
 * before the cursor: who needs them reads again when the count has grown.
 */
export async function readSpanPage(query: SpanPageQuery, ports: TraceReadPorts): Promise<SpanPage | null> {
  let position = query.cursor === undefined ? null : toPosition(query.cursor);
  const meta = await readMeta(query, ports);
  if (meta === null) return null;
  const page = createPage(query.limit);
  for (;;) {
    const { items, isLast } = await queryPacks(query, position, packsFor(page.room(), meta), ports);
    for (const [index, item] of items.entries()) {
      position = await takePack(item, position, page, ports);
      const isEnd = isLast && index === items.length - 1 && position.skip === 'all';
      if (page.room() === 0) return page.end(summaryOfItem(meta), isEnd ? null : position);
    }
    if (isLast) return page.end(summaryOfItem(meta), null);
  }
}

async function takePack(
  item: Record<string, unknown>,
  from: Position | null,
  page: ReturnType<typeof createPage>,
  { blobs }: TraceReadPorts,
): Promise<Position> {
  const packId = item['packId'] as string;
  const rows = await rowLinesOfItem(item, blobs);
  const skip = from?.packId === packId && from.skip !== 'all' ? from.skip : 0;
  const read = skip + page.add(packId, rows.slice(skip));
  return { packId, skip: read < rows.length ? read : 'all' };
}

function toPosition(cursor: string): Position {
  const [packId = '', skip = ''] = decodeCursor('spans', cursorShapes, cursor);
  return { packId, skip: skip === 'all' ? 'all' : Number(skip) };
}

export async function readMeta(
  { projectId, traceId }: Pick<SpanPageQuery, 'projectId' | 'traceId'>,
  { documents, tableName }: TraceReadPorts,
): Promise<Record<string, unknown> | null> {
  const Key = metaKey(projectId, traceId);
  const { Item } = await documents.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
  return Item !== undefined && isTraceItem(Item) ? Item : null;
}

/** As many packs as the room needs on average: what is read and not shown would be read again for the next page. */
function packsFor(room: number, meta: Record<string, unknown>): number {
  const spansPerPack = Number(meta['spanCount']) / Math.max(1, Number(meta['packCount']));
  return Math.max(1, Math.min(room, Math.ceil(room / Math.max(1, spansPerPack))));
}

async function queryPacks(
  { projectId, traceId, part }: SpanPageQuery,
  from: Position | null,
  limit: number,
  { documents, tableName }: TraceReadPorts,
) {
  const { first, last } = packRange(part);
  // A tilde sorts after the pack itself and before every other.
  const next = from === null ? first : `${packPrefix}${from.packId}${from.skip === 'all' ? '~' : ''}`;
  const page = await documents.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: { ':pk': tracePk(projectId, traceId), ':first': next, ':last': last },
      ConsistentRead: true,
      Limit: limit,
    }),
  );
  return { items: page.Items ?? [], isLast: page.LastEvaluatedKey === undefined };
}

function createPage(limit: number) {
  const packIds: string[] = [];
  const rows: string[] = [];
  let size = 0;
  const hasRoom = () => rows.length < limit && size < maxPageSize;
  return {
    room: () => (hasRoom() ? limit - rows.length : 0),
    /** Takes as many of the rows as there is room for; answers how many. */
    add(packId: string, lines: readonly string[]): number {
      if (lines.length === 0 || !hasRoom()) return 0;
      const pack = packIds.push(packId) - 1;
      let taken = 0;
      for (const line of lines) {
        if (!hasRoom()) break;
        rows.push(`${line.slice(0, -1)},"pack":${pack}}`);
        size += line.length;
        taken += 1;
      }
      return taken;
    },
    end(trace: TraceSummary, next: Position | null): SpanPage {
      const nextCursor = next === null ? null : encodeCursor('spans', [next.packId, String(next.skip)]);
      return { trace, packIds, rows, nextCursor };
    },
  };
}

export interface SpanQuery {
  projectId: string;
  traceId: string;
  spanId: string;
  packId?: string | undefined;
}

/** One span, in the version that counts; from the named pack where that has it. Null if the trace does not hold it. */
export async function readSpan(query: SpanQuery, ports: TraceReadPorts): Promise<StoredSpan | null> {
  const named = query.packId === undefined ? null : await readFromPack(query, query.packId, ports);
  if (named !== null) return named;
  let found: StoredSpan | null = null;
  for await (const { spans } of readTracePages(query.projectId, query.traceId, ports)) {
    for (const span of spans) {
      if (span.spanId === query.spanId && (found === null || supersedes(span, found))) found = span;
    }
  }
  return found;
}

async function readFromPack({ projectId, traceId, spanId }: SpanQuery, packId: string, ports: TraceReadPorts) {
  const Key = packKey(projectId, traceId, packId);
  const { Item } = await ports.documents.send(
    new GetCommand({ TableName: ports.tableName, Key, ConsistentRead: true }),
  );
  if (Item === undefined) return null;
  return (await spansOfItem(Item, ports.blobs)).find((span) => span.spanId === spanId) ?? null;
}
