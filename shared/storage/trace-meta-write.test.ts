import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { shardOf } from './trace-keys.ts';
import { lateHours, lateNotes } from './trace-late-notes.ts';

const minute = 60_000;
const hour = 60 * minute;
const noon = Date.UTC(2026, 2, 10, 12);
const write = { projectId: 'p', traceId: 't', version: 3, ttl: 1000 };

describe('a write', () => {
  test.each([
    ['of a trace of now', [noon], noon + 5_000, []],
    ['a quarter of an hour after the start of its slice', [noon + 10], noon + 15 * minute - 1, []],
    ['later than that', [noon + 10], noon + 15 * minute, [noon + 10]],
    ['of a trace that starts tomorrow', [noon + 24 * hour], noon, []],
    ['of a trace that shows for the first time', [null, noon], noon + 9 * hour, [noon]],
    ['that moves a start', [noon, noon - 2 * hour], noon + 9 * hour, [noon, noon - 2 * hour]],
    ['that moves a start within its hour', [noon + 2, noon + 1], noon + 9 * hour, [noon + 2, noon + 1]],
    ['that moves a start of now to long ago', [noon, noon - 2 * hour], noon + minute, [noon - 2 * hour]],
    ['that leaves a start as it is', [noon, noon], noon + 9 * hour, [noon]],
    ['that deletes', [noon, null], noon + 9 * hour, [noon]],
  ])('%s leaves a note for each start whose slice may be digested', (_, starts, now, noted) => {
    const notes = lateNotes({ ...write, starts, now }, 'traces');
    expect(notes.map(({ Put }) => Put?.Item?.['start'])).toEqual(noted);
    expect(new Set(notes.map(({ Put }) => Put?.Item?.['sk'])).size).toBe(noted.length);
  });

  test.each([
    ['of a young hour', [noon], noon + 2 * hour - 1, []],
    ['of one whose digest may be due', [noon + 10], noon + 2 * hour, [noon]],
    ['that moves a start', [noon, noon - 2 * hour], noon + 9 * hour, [noon, noon - 2 * hour]],
    ['that moves a start within its hour', [noon + 2, noon + 1], noon + 9 * hour, [noon]],
  ])('%s tells the job of the hours that are due anew', (_, starts, now, hours) => {
    expect(lateHours({ starts, now })).toEqual(hours);
  });

  test('leaves notes of its own, that hold no id and live longer than the trace', () => {
    const notes = (version: number) => lateNotes({ ...write, version, starts: [noon], now: noon + 9 * hour }, 'traces');
    const [first] = notes(3);

    expect(notes(4)[0]?.Put?.Item?.['sk']).not.toBe(first?.Put?.Item?.['sk']);
    expect(notes(3)).toEqual([first]);
    expect(first?.Put?.Item).toMatchObject({
      pk: 'PROJECT#p#DIGESTS#20522',
      ...{ at: noon + 9 * hour, start: noon, shard: shardOf('t') },
      ttl: 1000 + 7 * 86_400,
    });
    expect(Object.keys(first?.Put?.Item ?? {})).toEqual(['pk', 'sk', 'at', 'start', 'shard', 'ttl']);
  });
});

describe('META is written by `prepareMetaWrite` alone, which adds the notes', () => {
  const paths = globSync(['shared/**/*.ts', 'functions/**/*.ts'], { exclude: (path) => path.endsWith('.test.ts') });
  const sources = paths.map((path) => [path, readFileSync(path, 'utf8')] as const);
  const callsIn = (source: string, name: string) => [
    ...source.matchAll(new RegExp(`(?<!function )\\b(?:${name})\\(`, 'g')),
  ];
  const writers = [
    'shared/storage/trace-annotation-heads.ts',
    'shared/storage/trace-deletion-burial.ts',
    'shared/storage/trace-writer.ts',
  ];

  test('who makes an item hands it over, once for each', () => {
    const makers = sources.filter(([, source]) => callsIn(source, 'toMetaItem|toTombstone').length > 0);

    expect(makers.map(([path]) => path).sort()).toEqual(writers);
    for (const [path, source] of makers) {
      const made = callsIn(source, 'toMetaItem|toTombstone').length;
      expect([path, callsIn(source, 'prepareMetaWrite').length]).toEqual([path, made]);
    }
  });

  test('nobody else who knows its key writes anything', () => {
    const writes =
      /PutCommand|UpdateCommand|DeleteCommand|BatchWriteCommand|batchWrite\(|\b(Put|Update|Delete)(Request)?:/;
    const knowing = sources.filter(([, source]) => /metaKey|metaSk|scoreHeadKey/.test(source) && writes.test(source));

    // Deletes everything but META.
    const sparing = 'shared/storage/trace-deletion-contents.ts';
    expect(knowing.map(([path]) => path).sort()).toEqual([...writers, sparing].sort());
  });

  test('who changes an item with another key in its place changes no META', () => {
    const [, source = ''] = sources.find(([path]) => path === writers[0]) ?? [];
    // Sessions only: their head has no place in an index.
    expect(callsIn(source, 'conditionalPut')).toHaveLength(1);
  });
});
