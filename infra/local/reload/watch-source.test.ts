import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchSource } from './watch-source.ts';

let root: string;
let batches: string[][];
let stop: () => void;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'watch-'));
  for (const folder of ['functions/gateway', 'frontend/dist']) mkdirSync(join(root, folder), { recursive: true });
  batches = [];
  stop = watchSource(root, ['functions', 'frontend'], (files) => batches.push([...files].sort()));
  // The system may still tell of what was made before.
  await new Promise((done) => setTimeout(done, 300));
  batches.length = 0;
});
afterEach(() => {
  stop();
  rmSync(root, { recursive: true });
});

it('tells of files that were written together in one go, and of nothing that is not source', async () => {
  for (const file of ['functions/gateway/app.ts', 'frontend/page.tsx', 'frontend/dist/out.js', 'functions/x.test.ts']) {
    writeFileSync(join(root, file), '');
  }
  await vi.waitFor(() => expect(batches.length).toBeGreaterThan(0), { timeout: 5_000 });
  const files = batches.flat().filter((file) => file.includes('.'));
  expect([...new Set(files)].sort()).toEqual(['frontend/page.tsx', 'functions/gateway/app.ts']);
});
