import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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

async function expectTold(file: string, edit: () => void): Promise<void> {
  batches.length = 0;
  edit();
  await vi.waitFor(() => expect(batches.flat()).toContain(file), { timeout: 5_000 });
}

it('goes on telling of files and folders that were replaced, as a checkout and many editors do', async () => {
  const file = 'functions/gateway/app.ts';
  const path = join(root, file);
  const folder = join(root, 'functions/gateway');
  const write = () => writeFileSync(path, String(Math.random()));
  const replacements = [
    () => [rmSync(path), write()],
    () => [writeFileSync(`${path}.tmp`, ''), renameSync(`${path}.tmp`, path)],
    () => [rmSync(folder, { recursive: true }), mkdirSync(folder), write()],
  ];
  await expectTold(file, write);
  for (const replace of replacements) {
    await expectTold(file, () => void replace());
    await expectTold(file, write);
  }
});

it('tells of files in folders that are new, and goes on when they are gone', async () => {
  const folder = 'functions/new/deep';
  const write = (file: string) => () => writeFileSync(join(root, file), '');
  await expectTold(`${folder}/a.ts`, () => {
    mkdirSync(join(root, folder), { recursive: true });
    write(`${folder}/a.ts`)();
  });
  await expectTold(`${folder}/b.ts`, write(`${folder}/b.ts`));
  await expectTold(folder, () => rmSync(join(root, 'functions/new'), { recursive: true }));
  await expectTold('functions/gateway/app.ts', write('functions/gateway/app.ts'));
});
