import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { beforeAll, describe, expect, it, vi } from 'vitest';

const budgetBytes = 220 * 1024;
const root = resolve(import.meta.dirname, '..');

let chunks: Map<string, Rolldown.OutputChunk>;

beforeAll(async () => {
  // vitest says `test`, with which React's development build would be measured.
  vi.stubEnv('NODE_ENV', 'production');
  const built = await build({
    root,
    configFile: resolve(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { write: false, sourcemap: false },
  });
  const output = [built].flat().flatMap((each) => ('output' in each ? each.output : []));
  chunks = new Map(output.flatMap((each) => (each.type === 'chunk' ? [[each.fileName, each]] : [])));
}, 120_000);

function chunkOf(module: string): string {
  for (const [file, chunk] of chunks) {
    if (chunk.facadeModuleId?.endsWith(module)) return file;
  }
  throw new Error(`No chunk starts at ${module}.`);
}

/** What the browser must have before a route shows: the entry, the route's own chunk, and what both import. */
function filesOf(route: string): Set<string> {
  const needed = new Set<string>();
  const open = [chunkOf('index.html'), chunkOf(route)];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (needed.has(file)) continue;
    needed.add(file);
    open.push(...(chunks.get(file)?.imports ?? []));
  }
  return needed;
}

function gzipBytes(files: Set<string>): number {
  return [...files].reduce((sum, file) => sum + gzipSync(chunks.get(file)?.code ?? '', { level: 9 }).byteLength, 0);
}

describe('the built console', () => {
  it.each([
    ['Get started, the first route', 'get-started/get-started-page.tsx'],
    ['sign-in', 'sign-in/sign-in-page.tsx'],
    ['traces', 'traces/traces-page.tsx'],
    ['a trace', 'traces/trace-page.tsx'],
    ['models', 'models/models-page.tsx'],
  ])('needs at most 220 KB of compressed JavaScript for %s', (_name, route) => {
    expect(gzipBytes(filesOf(route))).toBeLessThanOrEqual(budgetBytes);
  });

  it('keeps the palette, the API reference and markdown out of the first route', () => {
    const first = filesOf('get-started/get-started-page.tsx');
    for (const lazy of ['command-palette.tsx', 'api-docs-page.tsx', 'playground-page.tsx']) {
      expect(first).not.toContain(chunkOf(lazy));
    }
  });
});
