import { beforeAll } from 'vitest';

const names = ['Request', 'Response', 'Headers', 'fetch'] as const;

/** Where a process keeps what it began with, for the files that come later in it. */
const key = Symbol.for('signalbox.native-globals');

type Kept = Readonly<Record<(typeof names)[number], PropertyDescriptor>>;

const holder = globalThis as { [key]?: Kept };
holder[key] ??= Object.fromEntries(
  names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]),
) as unknown as Kept;
const kept = holder[key];

/** Unit tests' files share processes, and the local HTTP host puts its own Request and Response in the place of Node's. */
beforeAll(() => {
  Object.defineProperties(globalThis, kept);
});
