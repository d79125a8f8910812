import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { granularities } from './rollup-keys.ts';
import { groupUnits, unitsOf } from './rollup-units.ts';
import { maxMeasuresPerUpdate, type RollupUpdate, updatesOf } from './rollup-updates.ts';
import { addMeasures, type Contribution, type Measures } from './trace-contributions.ts';

const contribution = fc.record<Contribution>({
  minute: fc.integer({ min: 29_000_000, max: 29_003_000 }).map((minute) => minute * 60_000),
  model: fc.option(fc.constantFrom('a', 'b', 'c')),
  provider: fc.option(fc.constantFrom('x', 'y')),
  key: fc.option(fc.string()),
  environment: fc.option(fc.constantFrom('production', 'test')),
  release: fc.option(fc.constantFrom('1', '2')),
  service: fc.option(fc.constantFrom('shop', 'billing')),
  measures: fc
    .array(
      fc.tuple(
        fc.constantFrom('spanCount', 'costNanoUsd', ...Array.from({ length: 300 }, (_, index) => `call:${index}`)),
        fc.integer(),
      ),
    )
    .map((entries) => Object.fromEntries(entries)),
});
const packs = fc.array(fc.array(contribution, { maxLength: 20 }), { maxLength: 8 });

/** What each item holds when all the updates are done. */
function totals(updates: readonly RollupUpdate[]): Record<string, Measures> {
  const items: Record<string, Measures> = {};
  for (const { pk, sk, measures } of updates) {
    const item = items[`${pk}|${sk}`] ?? {};
    items[`${pk}|${sk}`] = item;
    addMeasures(item, measures);
  }
  const present = Object.entries(items).map(([id, measures]): [string, Measures] => [
    id,
    Object.fromEntries(Object.entries(measures).filter(([, value]) => value !== 0)),
  ]);
  return Object.fromEntries(present.filter(([, measures]) => Object.keys(measures).length > 0));
}

describe('groups of packs', () => {
  test('add what the packs do, within the limits of a transaction', () => {
    fc.assert(
      fc.property(packs, (all) => {
        const units = all.flatMap((contributions, index) =>
          unitsOf({ projectId: 'p', traceId: 't', packId: String(index), contributions }),
        );
        const groups = groupUnits(units);

        expect(totals(groups.flatMap((group) => group.updates))).toEqual(
          totals(all.flatMap((each) => updatesOf('p', each))),
        );
        expect(groups.flatMap((group) => group.units)).toEqual(units);
        for (const { units: counted, updates } of groups) {
          const ids = updates.map(({ pk, sk }) => `${pk}|${sk}`);
          expect(new Set(ids).size).toBe(ids.length);
          expect(counted.length + updates.length).toBeLessThanOrEqual(100);
          expect(Math.max(0, ...updates.map(({ measures }) => Object.keys(measures).length))).toBeLessThanOrEqual(
            maxMeasuresPerUpdate,
          );
        }
      }),
    );
  });

  test('are the same for the same pack, with a marker of their own each', () => {
    fc.assert(
      fc.property(fc.array(contribution, { maxLength: 30 }), (contributions) => {
        const pack = { projectId: 'p', traceId: 't', packId: 'k', contributions };
        const units = unitsOf(pack);

        expect(unitsOf(pack)).toEqual(units);
        expect(new Set(units.map(({ marker }) => JSON.stringify(marker))).size).toBe(units.length);
      }),
    );
  });
});

const call: Contribution = {
  minute: 0,
  model: 'm',
  provider: 'x',
  key: 'k',
  environment: 'e',
  release: 'r1',
  prompt: 'p@1',
  region: 'eu',
  service: 's',
  measures: { spanCount: 1, 'cost:5': 1 },
};

/** Dimension, granularity and value of what is counted. */
const places = (contributions: readonly Contribution[]) =>
  updatesOf('p', contributions).map(({ pk, value }) => `${pk.split('#').slice(2, 4).join(' ')} ${value}`);

test('a call is counted in every granularity of its dimensions, other spans where they have a value', () => {
  const everywhere = ['model', 'provider', 'key', 'environment', 'all'].flatMap((dimension) =>
    granularities.map(
      (granularity) => `${granularity} ${dimension} ${dimension === 'all' ? '' : call[dimension as 'key']}`,
    ),
  );
  const hourly = ['hour release ["r1","m"]', 'hour prompt ["p@1","m"]', 'hour region eu', 'hour service s'];
  expect(places([call]).toSorted()).toEqual([...everywhere, ...hourly].toSorted());

  const tool = { ...call, model: null, provider: null, key: null, environment: null, prompt: null };
  expect(places([tool]).toSorted()).toEqual(
    ['all', 'key', 'environment'].flatMap((each) => granularities.map((every) => `${every} ${each} `)).toSorted(),
  );
});

test('a trace is counted by what it has, and not by what only calls have', () => {
  const trace = { ...call, model: null, provider: null, key: null, prompt: null, region: null, name: 'checkout' };

  expect(places([trace]).toSorted()).toEqual(
    [
      ...granularities.flatMap((each) => [`${each} all `, `${each} environment e`]),
      ...['minute name checkout', 'hour name checkout', 'hour release ["r1",null,"checkout"]', 'hour service s'],
    ].toSorted(),
  );
});

test('how costs spread is kept only for what is compared', () => {
  const holders = updatesOf('p', [call]).filter(({ measures }) => 'cost:5' in measures);

  expect(holders.map(({ value }) => value)).toEqual(['["r1","m"]', '["p@1","m"]']);
});

test('packs of before there were these dimensions are counted as they were', () => {
  const { release: _, prompt: __, region: ___, service: ____, ...former } = call;

  expect(places([former])).toHaveLength(15);
});
