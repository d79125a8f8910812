import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { zip } from './zip.ts';

it('writes archives that another implementation reads', () => {
  const directory = mkdtempSync(join(tmpdir(), 'zip-'));
  const entries = [
    { name: 'index.mjs', content: Buffer.from('export const handler = () => "é";'.repeat(100)) },
    { name: 'empty', content: Buffer.alloc(0) },
  ];
  writeFileSync(join(directory, 'code.zip'), zip(entries));
  const script = 'import sys, zipfile; z = zipfile.ZipFile("code.zip"); assert z.testzip() is None; z.extractall()';
  execFileSync('python3', ['-c', script], { cwd: directory });
  for (const { name, content } of entries) expect(readFileSync(join(directory, name))).toEqual(content);
  rmSync(directory, { recursive: true });
});

it('gives the same archive for the same content', () => {
  const entries = [{ name: 'index.mjs', content: Buffer.from('export {}') }];
  expect(Buffer.from(zip(entries))).toEqual(Buffer.from(zip(entries)));
});
