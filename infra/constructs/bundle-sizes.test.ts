import type { Metafile } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { bundleSizes } from './bundle-sizes.ts';

type Output = Metafile['outputs'][string];
type Import = Output['imports'][number];

const output = (bytes: number, imports: Import[] = [], entryPoint?: string): Output => ({
  ...{ bytes, imports, inputs: {}, exports: [] },
  ...(entryPoint === undefined ? {} : { entryPoint }),
});
const now = (path: string): Import => ({ path, kind: 'import-statement' });
const later = (path: string): Import => ({ path, kind: 'dynamic-import' });

describe('bundleSizes', () => {
  it('counts what the entry imports, and what that imports, once; what is loaded later only in all', () => {
    const outputs = {
      'index.mjs': output(1, [now('a.mjs'), later('b.mjs'), { ...now('node:fs'), external: true }], 'handler.ts'),
      'index.mjs.map': output(10_000),
      'a.mjs': output(20, [now('c.mjs')]),
      'b.mjs': output(300, [now('c.mjs')], 'other-dialect.ts'),
      'c.mjs': output(4_000, [now('a.mjs')]),
    };

    expect(bundleSizes({ inputs: {}, outputs })).toEqual({ startBytes: 4_021, totalBytes: 4_321 });
  });
});
