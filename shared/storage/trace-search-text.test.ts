import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildCall, hexOf, testProjectId } from '../../test/support/build-span.ts';
import { memoryBlobs } from '../../test/support/memory-blobs.ts';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import type { Span } from '../contract/span.ts';
import { offloadPayloads } from '../telemetry/offload-payloads.ts';
import type { StoredSpan } from '../telemetry/stored-span.ts';
import { toPayload } from '../telemetry/to-payload.ts';
import type { Filter } from '../trace-filter/filter.ts';
import { createTraceMatcher } from '../trace-filter/match-trace.ts';
import { containsInOrder } from '../trace-filter/matches-pattern.ts';
import { encodePackOf, toPackItem } from './pack-items.ts';
import { textsOf, textsOfSpan } from './span-texts.ts';
import { matchesSpans } from './trace-search-text.ts';

const traceId = hexOf('trace', 32);
const blobs = memoryBlobs();
const incompressible = Array.from({ length: 2000 }, (_, index) => hexOf(`${index}`, 16)).join(' ');

const itemOf = async (spans: readonly StoredSpan[]) => {
  const pack = await encodePackOf({ projectId: testProjectId, traceId, retentionDays: 30 }, spans, blobs);
  return await toPackItem(pack, { contributions: [], receivedAt: 0, ttl: 0 });
};

/** A table with only this trace, whose answers have so many packs each. */
function tableOf(items: readonly Record<string, unknown>[], pageSize: number): DynamoDBDocumentClient {
  const send = async ({ input }: { input: { ExclusiveStartKey?: { at: number } } }) => {
    const at = input.ExclusiveStartKey?.at ?? 0;
    const next = at + pageSize < items.length ? { at: at + pageSize } : undefined;
    return { Items: items.slice(at, at + pageSize), LastEvaluatedKey: next };
  };
  return { send } as unknown as DynamoDBDocumentClient;
}

const words = ['Refund', 'order', '"', '\\', '\n', 'Σ', 'ΟΔΟΣ', 'İ', '\u212a', 'k', '😀', '\ud83d', '退款', '7', ' '];
const text = fc.array(fc.constantFrom(...words), { maxLength: 5 }).map((parts) => parts.join(''));
const saying = fc.record({ name: text, key: text, value: text, said: text, isLarge: fc.boolean() });

type Saying = typeof saying extends fc.Arbitrary<infer T> ? T : never;

function spanOf({ name, key, value, said, isLarge }: Saying, at: number): Span {
  const output = toPayload(isLarge ? { incompressible, said } : [{ said }]);
  return buildCall({
    traceId,
    spanId: hexOf(`span ${at}`, 16),
    name,
    attributes: { [key]: { deep: [value, at] } },
    output,
  });
}

/** Filters for what was said somewhere, in part, and for what was not. */
function filterFor(sayings: readonly Saying[]): fc.Arbitrary<Filter> {
  const said = sayings.flatMap(({ name, key, value, said }) => [name, key, value, said]);
  const part = fc
    .tuple(
      fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...said) }, { weight: 1, arbitrary: text }),
      fc.nat(3),
      fc.nat(3),
    )
    .map(([from, start, left]) => from.slice(start, Math.max(start + 1, from.length - left)))
    .filter((each) => each !== '');
  const term = fc
    .oneof(
      part,
      text.filter((each) => each !== ''),
    )
    .map((each): Filter => ({ kind: 'text', pattern: [each] }));
  return fc.oneof(
    term,
    fc.tuple(term, term).map((of): Filter => ({ kind: 'or', of })),
    fc.tuple(term, term).map(([first, of]): Filter => ({ kind: 'and', of: [first, { kind: 'not', of }] })),
  );
}

test('a search in spans finds what stands in one of their texts, however they are packed', async () => {
  const sayings = fc.array(saying, { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(
      sayings.chain((all) => fc.tuple(fc.constant(all), filterFor(all))),
      fc.integer({ min: 1, max: 3 }),
      async ([said, sought], pageSize) => {
        const spans = said.map(spanOf);
        const stored = await offloadPayloads(spans, blobs, 30);
        const documents = tableOf(await Promise.all(stored.map((span) => itemOf([span]))), pageSize);
        const payloads = spans.flatMap(({ input, output }) => [...textsOf(input?.value), ...textsOf(output?.value)]);
        const texts = [...stored.flatMap((span) => [...textsOfSpan(span)]), ...payloads].map((each) =>
          each.toLowerCase(),
        );

        const matches = createTraceMatcher(sought);
        const ports = { documents, tableName: 'traces', blobs };
        const expected = matches({}, (pattern) => texts.some((each) => containsInOrder(each, pattern)));
        expect(await matchesSpans({ projectId: testProjectId, traceId }, matches, ports)).toBe(expected);
      },
    ),
    { numRuns: 300 },
  );
});
