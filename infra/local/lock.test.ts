import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { claimHome } from './lock.ts';

let home: string;
let lockFile: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'lock-'));
  lockFile = join(home, 'stage.lock');
});
afterEach(() => rmSync(home, { recursive: true }));

it('is released by who holds it', () => {
  const release = claimHome(home, lockFile);
  expect(existsSync(lockFile)).toBe(true);
  release();
  expect(existsSync(lockFile)).toBe(false);
});

it('refuses a second stage on the same state', () => {
  // The parent of the tests: alive, and not this process.
  writeFileSync(lockFile, String(process.ppid));
  expect(() => claimHome(home, lockFile)).toThrow(`runs on ${home} already (process ${process.ppid})`);
});

it.each(['', 'nonsense', '-1', '2147483646'])('takes over a lock that says %j, whose process is gone', (content) => {
  writeFileSync(lockFile, content);
  expect(() => claimHome(home, lockFile)()).not.toThrow();
});
