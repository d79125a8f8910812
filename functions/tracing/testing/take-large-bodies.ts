import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { AppError } from '../../../shared/http/app-error.ts';
import { silentLogger } from '../../../shared/observability/logger.ts';
import { serializeRecords } from '../../../shared/telemetry/serialize-records.ts';
import { maxEvents, maxParts } from '../otlp/decoding-budget.ts';
import { mapGroups } from '../otlp/map-groups.ts';
import { protobufType, readOtlpBody } from '../otlp/read-otlp-body.ts';
import { toRecords } from '../to-records.ts';
import { testContext } from './map-test-span.ts';
import { mutated } from './mutated.ts';

/**
 * Takes bodies of OTLP that hold nearly as much as they may, as they are and mutated, one after the other. Run it with a small heap:
 * what needs more ends the process. Says what became of them.
 */
const start = '1773144000000000000';
const ids = { traceId: '7'.repeat(32), spanId: '5'.repeat(16) };

function jsonSpan(fields: Buffer): Buffer {
  const head = `{"traceId":"${ids.traceId}","spanId":"${ids.spanId}","startTimeUnixNano":"${start}",`;
  const [before, after] = [`{"resourceSpans":[{"scopeSpans":[{"spans":[${head}`, '}]}]}]}'];
  return Buffer.concat([Buffer.from(before), fields, Buffer.from(after)]);
}

function list(count: number, item: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => item(index)).join(',');
}

/** A field of a message that holds bytes. */
function field(number: number, content: Uint8Array): Buffer {
  const length: number[] = [];
  let rest = content.byteLength;
  for (; rest > 127; rest = Math.floor(rest / 128)) length.push((rest % 128) + 128);
  return Buffer.concat([Uint8Array.from([(number << 3) | 2, ...length, rest]), content]);
}

function protobufSpan(fields: Buffer): Buffer {
  const nanos = Buffer.alloc(9);
  nanos[0] = (7 << 3) | 1;
  nanos.writeBigUInt64LE(BigInt(start), 1);
  const head = [field(1, Buffer.from(ids.traceId, 'hex')), field(2, Buffer.from(ids.spanId, 'hex')), nanos];
  return field(1, field(2, field(2, Buffer.concat([...head, fields]))));
}

const attribute = (index: number) => field(9, field(1, Buffer.from(`k${index}`)));
/** Each field of a span counts, and each field within it. */
const attributes = Buffer.concat(Array.from({ length: maxParts / 2 - 100 }, (_, index) => attribute(index)));
interface Kind {
  contentType: string;
  /** Of the span: what is mutated, so that what is around it stays whole. */
  fields: Buffer;
  wrap: (fields: Buffer) => Buffer;
}

const json = (fields: string): Kind => ({
  contentType: 'application/json',
  fields: Buffer.from(fields),
  wrap: jsonSpan,
});
const protobuf = (fields: Buffer): Kind => ({ contentType: protobufType, fields, wrap: protobufSpan });

const kinds: readonly Kind[] = [
  json(`"events":[${list(maxEvents, () => '{}')}]`),
  json(`"links":[${list(maxEvents, () => '{}')}]`),
  json(`"attributes":[${list(maxParts / 2 - 100, (index) => `{"key":"k${index}","value":{}}`)}]`),
  protobuf(Buffer.alloc(maxEvents * 2, Uint8Array.from([0x5a, 0]))),
  protobuf(attributes),
];

async function take(contentType: string, body: Buffer): Promise<string> {
  try {
    const { groups } = await readOtlpBody({ contentType, contentEncoding: 'gzip' }, gzipSync(body, { level: 1 }));
    const { spans } = mapGroups(groups, testContext);
    const provenance = { projectId: testContext.projectId, source: 'otlp' as const, receivedAt: 1 };
    await serializeRecords(toRecords(provenance, spans), silentLogger);
    return spans.length > 0 ? 'stored' : 'rejected';
  } catch (error) {
    if (error instanceof AppError && error.status < 500) return 'refused';
    throw error;
  }
}

const counts: Record<string, number> = { kinds: kinds.length, stored: 0, rejected: 0, refused: 0 };
for (const { contentType, fields, wrap } of kinds) {
  const mutations = fc.sample(mutated(fields), { numRuns: 2, seed: 1 });
  for (const each of [fields, ...mutations]) {
    const outcome = await take(contentType, wrap(each));
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
}
process.stdout.write(JSON.stringify(counts));
