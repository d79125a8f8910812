import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../shared/http/app-error.ts';
import { hexOf } from '../../../test/support/build-span.ts';
import { encodeOtlp } from '../../../test/support/encode-otlp.ts';
import { readNativeBody } from '../native/read-native-spans.ts';
import { mutated } from '../testing/mutated.ts';
import { decodeProtobuf } from './decode-protobuf.ts';
import { maxEvents, maxParts, maxSpans } from './decoding-budget.ts';
import { encodeJson } from './encode-json.ts';
import { mapGroups } from './map-groups.ts';
import { createModelLookup } from './model-lookup.ts';
import { protobufType, readOtlpBody } from './read-otlp-body.ts';

const context = {
  ...{ projectId: '01957ea0-0000-7000-8000-000000000001', keyId: null, findModel: createModelLookup([]) },
  receivedAt: 1_773_144_000_000,
};
const spans = ['a', 'b'].map((name) => ({
  traceId: hexOf('t', 32),
  spanId: hexOf(name, 16),
  name,
  startTimeUnixNano: 1_773_144_000_000_000_000n,
  endTimeUnixNano: 1_773_144_001_000_000_000n,
  attributes: { 'gen_ai.request.model': 'gpt-4o', 'gen_ai.usage.input_tokens': 5, list: ['x', { deep: [true, 0.5] }] },
  events: [{ name: 'e', timeUnixNano: 1n, attributes: { a: 'b' } }],
  links: [{ traceId: hexOf('o', 32), spanId: hexOf('o', 16) }],
  status: { code: 2, message: 'no' },
}));
const protobuf = encodeOtlp(spans, { 'service.name': 's' });
const json = Buffer.from(JSON.stringify(encodeJson(decodeProtobuf(protobuf))));
const native = Buffer.from(
  JSON.stringify({ spans: spans.map(({ traceId, spanId, name }) => ({ traceId, spanId, name, startTime: 1 })) }),
);

const refusals = [400, 413, 415];

/** Spans that serialise, or an error that tells the sender what is wrong: nothing else. */
async function survives(contentType: string, contentEncoding: string, bytes: Uint8Array): Promise<void> {
  const form = { contentType, contentEncoding };
  try {
    if (contentType === 'native') {
      await readNativeBody({ ...form, contentType: 'application/json' }, bytes);
      return;
    }
    const { groups } = await readOtlpBody(form, bytes);
    JSON.stringify(mapGroups(groups, context).spans);
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect(refusals).toContain((error as AppError).status);
  }
}

const inputs = [
  [protobufType, protobuf],
  ['application/json', json],
  ['native', native],
] as const;

describe.each(inputs)('a body of %s', (contentType, valid) => {
  test('that is random does no harm, packed or not', async () => {
    const random = fc.uint8Array({ maxLength: 3_000 });
    await fc.assert(
      fc.asyncProperty(random, async (bytes) => {
        await survives(contentType, 'identity', bytes);
        await survives(contentType, 'gzip', bytes);
        await survives(contentType, 'gzip', gzipSync(bytes));
      }),
      { numRuns: 200 },
    );
  });

  test('that was right before it was mutated does no harm', async () => {
    await fc.assert(
      fc.asyncProperty(mutated(valid), async (bytes) => await survives(contentType, 'identity', bytes)),
      { numRuns: 500 },
    );
  });

  test('whose gzip was mutated does no harm', async () => {
    await fc.assert(
      fc.asyncProperty(mutated(gzipSync(valid)), async (bytes) => await survives(contentType, 'gzip', bytes)),
      { numRuns: 200 },
    );
  });
});

describe('a small body that unpacks to very much', () => {
  const repeat = (bytes: number[], count: number) => Buffer.alloc(bytes.length * count, Uint8Array.from(bytes));
  /** A field of a message: its number, and what is in it. */
  const field = (number: number, content: Uint8Array) => {
    const length: number[] = [];
    for (let rest = content.byteLength; ; rest = Math.floor(rest / 128)) {
      length.push(rest < 128 ? rest : (rest % 128) + 128);
      if (rest < 128) break;
    }
    return Buffer.concat([Uint8Array.from([(number << 3) | 2, ...length]), content]);
  };
  const jsonSpan = (fields: string) => Buffer.from(`{"resourceSpans":[{"scopeSpans":[{"spans":[{${fields}}]}]}]}`);
  const inSpan = (content: Uint8Array) => field(1, field(2, field(2, content)));

  test.each([
    ['empty spans', protobufType, field(1, field(2, repeat([0x12, 0], maxSpans + 1)))],
    ['empty events', protobufType, inSpan(repeat([0x5a, 0], maxEvents + 1))],
    ['empty links', protobufType, inSpan(repeat([0x6a, 0], maxEvents + 1))],
    ['empty events in JSON', 'application/json', jsonSpan(`"events":[${'{},'.repeat(maxEvents)}{}]`)],
    ['empty links in JSON', 'application/json', jsonSpan(`"links":[${'{},'.repeat(maxEvents)}{}]`)],
    ['unknown fields', protobufType, inSpan(repeat([0x70, 0], maxParts + 1))],
    ['empty objects', 'application/json', Buffer.from(`{"resourceSpans":[${'{},'.repeat(maxParts)}{}]}`)],
    [
      'empty spans in JSON',
      'application/json',
      Buffer.from(`{"resourceSpans":[{"scopeSpans":[{"spans":[${'{},'.repeat(maxSpans)}{}]}]}]}`),
    ],
    ['numbers', 'application/json', Buffer.from(`{"resourceSpans":[${'0,'.repeat(8_000_001)}0]}`)],
    ['brackets', 'native', Buffer.from(`{"spans":${'['.repeat(maxParts + 1)}`)],
  ])('is refused before it fills the memory: %s', async (_, contentType, bytes) => {
    const form = { contentType: contentType === 'native' ? 'application/json' : contentType, contentEncoding: 'gzip' };
    const before = process.memoryUsage().heapUsed;

    const reading =
      contentType === 'native' ? readNativeBody(form, gzipSync(bytes)) : readOtlpBody(form, gzipSync(bytes));

    await expect(reading).rejects.toMatchObject({ status: 413, code: 'too_many_spans' });
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(768 * 1024 * 1024);
  });
});

test.each(['application/json', protobufType])(
  'a resource that is large is refused with so many spans in %s that to keep it with each would take gigabytes',
  async (contentType) => {
    const many = Array.from({ length: 3_000 }, (_, index) => ({ ...spans[0], spanId: hexOf(String(index), 16) }));
    const bodyOf = (bytes: number) => {
      const encoded = encodeOtlp(many, { 'process.command_line': 'x'.repeat(bytes) });
      return contentType === protobufType ? encoded : Buffer.from(JSON.stringify(encodeJson(decodeProtobuf(encoded))));
    };
    const form = { contentType, contentEncoding: 'identity' };

    expect((await readOtlpBody(form, bodyOf(40_000))).groups).toHaveLength(1);
    await expect(readOtlpBody(form, bodyOf(50_000))).rejects.toMatchObject({ status: 413, code: 'too_many_spans' });
  },
);

describe('a body whose lists hold nothing but what is wrong', () => {
  const wrong = '0,'.repeat(2_000_000);
  const ofSpan = (fields: string) => `{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"s",${fields}}]}]}]}`;

  test.each([
    ['resources', `{"resourceSpans":[${wrong}0]}`],
    ['scopes', `{"resourceSpans":[{"scopeSpans":[${wrong}0]}]}`],
    ['events', ofSpan(`"events":[${wrong}0]`)],
    ['links', ofSpan(`"links":[${wrong}0]`)],
    ['attributes', ofSpan(`"attributes":[${wrong}0]`)],
    ['pairs', ofSpan(`"attributes":[{"key":"k","value":{"kvlistValue":{"values":[${wrong}0]}}}]`)],
  ])('is told of the first, and does not fill the memory with the others: %s', async (_, body) => {
    const before = process.memoryUsage().heapUsed;

    await survives('application/json', 'gzip', gzipSync(body));

    expect(process.memoryUsage().heapUsed - before).toBeLessThan(256 * 1024 * 1024);
  });
});

test('bodies that hold nearly as much as they may, whole or mutated, need less than half of the memory of the function', async () => {
  const script = join(import.meta.dirname, '../testing/take-large-bodies.ts');

  // With more in its heap the process would end.
  const { stdout } = await promisify(execFile)(process.execPath, ['--max-old-space-size=384', script]);

  const { kinds, stored, rejected, refused } = JSON.parse(stdout) as Record<string, number>;
  expect(stored).toBeGreaterThanOrEqual(kinds ?? Number.NaN);
  expect(Number(rejected) + Number(refused)).toBeGreaterThan(0);
}, 120_000);
