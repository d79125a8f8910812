import type { Score } from '../../../shared/contract/scores.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import type { ArchivedTags } from '../../../shared/storage/annotation-archive.ts';
import { compressJson } from '../../../shared/telemetry/compression.ts';
import { encodeJson } from '../otlp/encode-json.ts';
import { type RawContent, readRawContent } from './decode-raw-object.ts';
import { parseRawKey } from './raw-key.ts';
import { rawLifetime } from './raw-lifetime.ts';
import type { RawObject, RawStore } from './raw-store.ts';

export interface SpanIdentity {
  traceId: string;
  spanId: string;
}

/** What stays in an object. */
export interface Keeping {
  keepsSpan(span: SpanIdentity): boolean;
  keepsScore(score: Score): boolean;
  keepsTags(tags: ArchivedTags): boolean;
}

export interface RewritePorts {
  store: Pick<RawStore, 'get' | 'put' | 'remove'>;
  clock: Clock;
}

export type RewriteOutcome = 'unchanged' | 'rewritten' | 'removed' | 'absent';

/**
 * Takes spans and what was said out of a raw object: those that are not to be kept, and those that cannot be read, for nobody can
 * tell whose words they hold. An object of which nothing is left is removed. Doing it again changes nothing.
 */
export async function rewriteRawObject(
  key: string,
  keeping: Keeping,
  { store, clock }: RewritePorts,
): Promise<RewriteOutcome> {
  const object = await store.get(key);
  if (object === null) return 'absent';
  const content = await readRawContent(object);
  const kept = keep(content, keeping);
  if (countOf(kept) === 0) {
    await store.remove(key);
    return 'removed';
  }
  if (countOf(kept) === countOf(content)) return 'unchanged';
  // A rewritten object is new to the lifecycle rules: its class is what is left of its retention.
  const ageDays = (clock() - (parseRawKey(key)?.receivedAt ?? 0)) / 86_400_000;
  await store.put(key, await toObject(kept, object), rawLifetime(object, ageDays));
  return 'rewritten';
}

function keep(content: RawContent, { keepsSpan, keepsScore, keepsTags }: Keeping): RawContent {
  switch (content.kind) {
    case 'records': {
      const records = content.records.map((record) => ({ ...record, spans: record.spans.filter(keepsSpan) }));
      return { kind: 'records', records: records.filter(({ spans }) => spans.length > 0) };
    }
    case 'native':
      return { kind: 'native', candidates: content.candidates.filter((each) => isKept(identityOf(each), keepsSpan)) };
    case 'otlp': {
      const groups = content.groups.map((group) => ({
        ...group,
        spans: group.spans.filter((span) => !('unreadable' in span) && keepsSpan(span)),
      }));
      return { kind: 'otlp', groups: groups.filter(({ spans }) => spans.length > 0) };
    }
    case 'annotations':
      return { ...content, scores: content.scores.filter(keepsScore), tags: content.tags.filter(keepsTags) };
  }
}

function isKept(identity: SpanIdentity | null, keepsSpan: Keeping['keepsSpan']): boolean {
  return identity !== null && keepsSpan(identity);
}

function identityOf(candidate: unknown): SpanIdentity | null {
  const { traceId, spanId } = (candidate ?? {}) as Partial<Record<keyof SpanIdentity, unknown>>;
  if (typeof traceId !== 'string' || typeof spanId !== 'string') return null;
  return { traceId: traceId.toLowerCase(), spanId: spanId.toLowerCase() };
}

function countOf(content: RawContent): number {
  switch (content.kind) {
    case 'records':
      return content.records.reduce((sum, { spans }) => sum + spans.length, 0);
    case 'native':
      return content.candidates.length;
    case 'otlp':
      return content.groups.reduce((sum, { spans }) => sum + spans.length, 0);
    case 'annotations':
      return content.scores.length + content.tags.length;
  }
}

/** In JSON whatever it came in: that is what can be written without knowing the sender's encoder. */
async function toObject(content: RawContent, object: RawObject): Promise<RawObject> {
  const kept = { ...object, contentType: 'application/json' };
  const packed = { ...kept, contentEncoding: 'zstd' };
  const plain = (json: unknown) => ({ ...kept, contentEncoding: 'identity', body: Buffer.from(JSON.stringify(json)) });
  switch (content.kind) {
    case 'records':
      return { ...packed, body: await compressJson(content.records) };
    case 'annotations':
      return { ...packed, body: await compressJson({ scores: content.scores, tags: content.tags }) };
    case 'otlp':
      return plain(encodeJson(content.groups));
    case 'native':
      return plain({ spans: content.candidates });
  }
}
