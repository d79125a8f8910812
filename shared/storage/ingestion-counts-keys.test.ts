import fc from 'fast-check';
import { expect, test } from 'vitest';
import { acceptedKey, hourKey, hourOf, messageMarkerKey, outcomesKey, resultKey } from './ingestion-counts-keys.ts';

const time = fc.integer({ min: 0, max: 4_102_444_800_000 });

test('keys of other projects, hours, processes and messages differ, whatever they are called', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), fc.string(), time, time, (p, q, a, b, s, t) => {
      const keysOf = (project: string, part: string, at: number) =>
        [
          acceptedKey(project, hourOf(at), part),
          outcomesKey(project, hourOf(at), part),
          hourKey(hourOf(at), project),
          resultKey(project, hourOf(at)),
          messageMarkerKey(part, 0),
        ].map(({ pk, sk }) => `${pk}|${sk}`);
      const [one, other] = [keysOf(p, a, s), keysOf(q, b, t)];
      expect(new Set(one).size).toBe(one.length);
      if (p !== q || hourOf(s) !== hourOf(t)) {
        for (const index of [0, 1, 2, 3]) expect(one[index]).not.toBe(other[index]);
      }
      if (a !== b) for (const index of [0, 1, 4]) expect(one[index]).not.toBe(other[index]);
    }),
  );
});
