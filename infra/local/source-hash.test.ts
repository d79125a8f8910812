import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sourceHash } from './source-hash.ts';

let root: string;

const write = (path: string, content: string) => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), content);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'source-hash-'));
  write('shared/a.ts', 'a');
  write('shared/deep/b.ts', 'b');
});
afterEach(() => rmSync(root, { recursive: true }));

describe('the hash of source', () => {
  it('is the same for the same files', () => {
    const before = sourceHash(root, ['shared']);
    rmSync(join(root, 'shared'), { recursive: true });
    write('shared/deep/b.ts', 'b');
    write('shared/a.ts', 'a');
    expect(sourceHash(root, ['shared'])).toBe(before);
  });

  it.each([
    ['content', () => write('shared/a.ts', 'A')],
    ['a new file', () => write('shared/c.ts', '')],
    ['a file that is gone', () => rmSync(join(root, 'shared/a.ts'))],
    [
      'content that moves from one file to the next',
      () => {
        write('shared/a.ts', '');
        write('shared/deep/b.ts', 'ab');
      },
    ],
  ])('changes with %s', (_, change) => {
    const before = sourceHash(root, ['shared']);
    change();
    expect(sourceHash(root, ['shared'])).not.toBe(before);
  });

  it.each(['shared/a.test.ts', 'shared/.cache', 'shared/dist/x.js', 'shared/node_modules/x/index.js'])(
    'leaves out %s',
    (path) => {
      const before = sourceHash(root, ['shared']);
      write(path, 'x');
      expect(sourceHash(root, ['shared'])).toBe(before);
    },
  );

  it('takes a single file, a path that is not there, and salt', () => {
    expect(sourceHash(root, ['shared/a.ts'])).not.toBe(sourceHash(root, ['shared/deep/b.ts']));
    expect(sourceHash(root, ['shared', 'absent'])).toBe(sourceHash(root, ['shared']));
    expect(sourceHash(root, ['shared'], ['4566'])).not.toBe(sourceHash(root, ['shared'], ['4567']));
  });
});
