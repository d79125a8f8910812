import { describe, expect, test } from 'vitest';
import { createSampler } from './create-sampler.ts';

function setUp() {
  let now = 1_800_000_000_000;
  const sampler = createSampler({ clock: () => now });
  /** Sends at a rate, ten times a second, and gives the fraction at the end. */
  const run = (perSecond: number, seconds: number, projectId = 'p') => {
    let fraction = 1;
    for (let tick = 0; tick < seconds * 10; tick += 1) {
      fraction = sampler.fractionFor(projectId, perSecond / 10);
      now += 100;
    }
    return fraction;
  };
  return { run };
}

describe('the sampler', () => {
  test('shows all of 200 events a second', () => {
    expect(setUp().run(200, 10)).toBe(1);
  });

  test.each([
    [400, 1 / 2],
    [900, 1 / 4],
    [3_500, 1 / 16],
    [1_000_000, 1 / 64],
  ])('shows of %d events a second what fits', (rate, fraction) => {
    expect(setUp().run(rate, 3)).toBe(fraction);
  });

  test('does so at once, and shows more again only after it has been calm', () => {
    const { run } = setUp();

    run(900, 2);
    expect(run(100, 1)).toBe(1 / 4);
    expect(run(100, 20)).toBe(1);
  });

  test('does not flap at its bound', () => {
    const { run } = setUp();
    const fractions = new Set<number>();
    run(300, 2);

    for (let i = 0; i < 100; i += 1) fractions.add(run(240 + (i % 3) * 10, 0.3));

    expect([...fractions]).toEqual([1 / 2]);
  });

  test('of one project, whatever others send', () => {
    const { run } = setUp();
    run(4_000, 2, 'loud');

    expect(run(50, 1, 'quiet')).toBe(1);
  });
});
