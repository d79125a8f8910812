import { describe, expect, it } from 'vitest';
import { lazyPort } from './lazy-port.ts';

interface Adder {
  add(left: number, right: number): Promise<number>;
  count(): Promise<number>;
}

function adder(): Adder {
  let calls = 0;
  return {
    async add(left, right) {
      calls += 1;
      return left + right;
    },
    count: async () => calls,
  };
}

describe('lazyPort', () => {
  it('is made by the first call, and once', async () => {
    let made = 0;
    const port = lazyPort(async () => {
      made += 1;
      return adder();
    });

    expect(made).toBe(0);
    expect(await Promise.all([port.add(1, 2), port.add(3, 4)])).toEqual([3, 7]);
    expect(await port.count()).toBe(2);
    expect(made).toBe(1);
  });

  it('hands on what a method throws', async () => {
    const port = lazyPort<Adder>(async () => ({ ...adder(), add: () => Promise.reject(new Error('full')) }));

    await expect(port.add(1, 2)).rejects.toThrow('full');
  });

  it('is tried again when it could not be loaded', async () => {
    let tries = 0;
    const port = lazyPort(async () => {
      tries += 1;
      if (tries === 1) throw new Error('not yet');
      return adder();
    });

    await expect(port.add(1, 2)).rejects.toThrow('not yet');
    expect(await port.add(1, 2)).toBe(3);
  });

  it('can be the result of an async function', async () => {
    const port = await Promise.resolve(lazyPort(async () => adder()));

    expect(await port.add(2, 2)).toBe(4);
  });
});
