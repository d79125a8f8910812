import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  boundedKeyPart,
  dayOf,
  idsKey,
  metaKey,
  packIdOf,
  packKey,
  shardCount,
  shardOf,
  timeRange,
  timeSortKey,
  traceIndexKeys,
} from './trace-keys.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 400 });
const time = fc.integer({ min: 0, max: 18_446_744_073_709 });

describe('keys of traces', () => {
  test('no two projects and traces share one, whatever they are called', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, anyText, (projectA, traceA, projectB, traceB) => {
        fc.pre(projectA.isWellFormed() && projectB.isWellFormed() && traceA.isWellFormed() && traceB.isWellFormed());
        fc.pre(projectA !== projectB || traceA !== traceB);
        expect(metaKey(projectA, traceA).pk).not.toBe(metaKey(projectB, traceB).pk);
      }),
    );
  });

  test('the items of a trace share a partition and nothing else', () => {
    const keys = [metaKey('p', 't'), packKey('p', 't', 'a'), idsKey('p', 't', 0), idsKey('p', 't', 10)];

    expect(new Set(keys.map((key) => key.pk)).size).toBe(1);
    expect(new Set(keys.map((key) => key.sk)).size).toBe(keys.length);
  });

  test('times sort as numbers do, and a range holds its start but not its end', () => {
    fc.assert(
      fc.property(time, time, (a, b) => {
        const [first, end] = timeRange(Math.min(a, b), Math.max(a, b));
        const key = timeSortKey(a, 'f'.repeat(32));
        expect(key >= first && key < end).toBe(a < b);
      }),
    );
  });

  test('a user’s values of any length and content fit into index keys and stay apart', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(boundedKeyPart(a).length).toBeLessThanOrEqual(512);
        fc.pre(a.toWellFormed() !== b.toWellFormed());
        expect(boundedKeyPart(a)).not.toBe(boundedKeyPart(b));
      }),
    );
    expect(boundedKeyPart('\ud800')).toBe(boundedKeyPart('\ufffd'));
  });

  test('a trace stays in its shard, and traces use all shards', () => {
    const shards = Array.from({ length: 200 }, (_, index) => shardOf(String(index)));

    expect(new Set(shards).size).toBe(shardCount);
    expect(Array.from({ length: 200 }, (_, index) => shardOf(String(index)))).toEqual(shards);
  });

  test('only what has a session or a user is in their indexes', () => {
    const trace = { projectId: 'p', traceId: 't', startMilliseconds: 86_400_000, sessionId: null, userId: null };

    expect(Object.keys(traceIndexKeys(trace))).toEqual(['timePk', 'timeSk']);
    expect(traceIndexKeys({ ...trace, sessionId: 's', userId: 'u' })).toMatchObject({
      timePk: `PROJECT#p#DAY#${dayOf(86_400_000)}#${shardOf('t')}`,
      sessionPk: 'PROJECT#p#SESSION#s',
      userPk: 'PROJECT#p#USER#u',
    });
  });
});

describe('the id of a pack', () => {
  const spans = [
    { spanId: 'a', version: { digest: '1' } },
    { spanId: 'b', version: { digest: '2' } },
  ];

  test('is the same in any order', () => {
    expect(packIdOf([...spans].reverse())).toBe(packIdOf(spans));
  });

  test('differs with what it holds', () => {
    const others = [spans.slice(0, 1), [spans[0], { spanId: 'b', version: { digest: '3' } }]] as (typeof spans)[];

    for (const other of others) expect(packIdOf(other)).not.toBe(packIdOf(spans));
  });
});
