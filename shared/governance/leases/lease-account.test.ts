import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  beginWrite,
  changeTo,
  endUse,
  endWrite,
  freeOf,
  type LeaseAccount,
  openAccount,
  takeFrom,
  unusedOf,
} from './lease-account.ts';

/** What the counter's item holds for a process, and what it has counted as used. */
interface Item {
  held: number;
  used: number;
}

/** A process and its item; a write is done or not, and the process may hear of it much later, or never. */
class World {
  readonly account: LeaseAccount;
  readonly item: Item;
  readonly running: number[] = [];
  /** By calls that have ended, as it really was. */
  really = 0;
  isDone = false;

  constructor(held: number) {
    this.account = openAccount(held, 0);
    this.item = { held, used: 0 };
  }

  take(amount: number): void {
    if (freeOf(this.account) < amount) return;
    takeFrom(this.account, amount);
    this.running.push(amount);
  }

  end(part: number): void {
    const taken = this.running.shift();
    if (taken === undefined) return;
    const used = Math.floor((taken * part) / 100);
    endUse(this.account, taken, used);
    this.really += used;
  }

  write(held: number, isDone: boolean): void {
    const { account, item } = this;
    if (account.write !== null) return;
    const wanted = account.running + held;
    const change = changeTo(account, wanted);
    const { used } = account;
    beginWrite(account, wanted);
    this.isDone = isDone;
    if (!isDone) return;
    expect(item.held + item.used + change).toBe(wanted + item.used + used);
    Object.assign(item, { held: wanted, used: item.used + used });
  }

  hear(): void {
    endWrite(this.account, this.isDone);
  }

  go(step: Step): void {
    if (step.do === 'take') this.take(step.amount);
    if (step.do === 'end') this.end(step.part);
    if (step.do === 'write') this.write(step.held, step.isDone);
    if (step.do === 'hear') this.hear();
  }
}

type Step =
  | { do: 'take'; amount: number }
  | { do: 'end'; part: number }
  | { do: 'write'; held: number; isDone: boolean }
  | { do: 'hear' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('take' as const), amount: fc.nat(40) }),
  fc.record({ do: fc.constant('end' as const), part: fc.nat(100) }),
  fc.record({ do: fc.constant('write' as const), held: fc.nat(100), isDone: fc.boolean() }),
  fc.record({ do: fc.constant('hear' as const) }),
);

test('whatever becomes of a write, the item holds what calls under way may use, and in the end counts what they used', () => {
  fc.assert(
    fc.property(fc.nat(200), fc.array(step, { maxLength: 60 }), (held, steps) => {
      const world = new World(held);
      for (const each of steps) {
        world.go(each);
        const { item, account, really } = world;
        expect(really + account.running).toBeLessThanOrEqual(item.held + item.used);
        expect(account.running).toBe(world.running.reduce((sum, amount) => sum + amount, 0));
      }
      world.hear();
      while (world.running.length > 0) world.end(50);
      world.write(0, true);
      world.hear();
      expect(world.item).toEqual({ held: 0, used: world.really });
      expect(freeOf(world.account)).toBe(0);
    }),
    { numRuns: 2_000 },
  );
});

test('while it is not known whether a write was done, calls get what is theirs in both cases', () => {
  const account = openAccount(100, 10);
  takeFrom(account, 10);
  endUse(account, 10, 4);
  expect(freeOf(account)).toBe(96);
  beginWrite(account, 20);
  expect([freeOf(account), unusedOf(account)]).toEqual([20, 96]);
  endWrite(account, false);
  expect(freeOf(account)).toBe(96);
  beginWrite(account, 300);
  expect(freeOf(account)).toBe(96);
  endWrite(account, true);
  expect(freeOf(account)).toBe(300);
});

test('what calls used beyond what they took is missing for others', () => {
  const account = openAccount(100, 10);
  takeFrom(account, 10);
  endUse(account, 10, 30);

  expect(freeOf(account)).toBe(70);
  expect(changeTo(account, 0)).toBe(-70);
});
