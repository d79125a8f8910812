import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const layers = ['shared', 'functions', 'infra', 'frontend'] as const;
type Layer = (typeof layers)[number];

/** `frontend → shared ← functions ← infra`: what each layer may import beside itself. */
const allowed: Record<Layer, readonly Layer[]> = {
  shared: [],
  functions: ['shared'],
  infra: ['functions', 'shared'],
  frontend: ['shared'],
};

interface Import {
  from: string;
  to: string;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !file.includes('node_modules') && !file.includes('/dist/'));
}

function importsOf(file: string): Import[] {
  const source = readFileSync(join(root, file), 'utf8');
  const specifiers = source.matchAll(/(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g);
  return [...specifiers].map(([, specifier = '']) => ({
    from: file,
    to: relative(root, resolve(root, file, '..', specifier)),
  }));
}

/** Test files may use the helpers of `test/`; product code may not. */
function isAllowed({ from, to }: Import): boolean {
  const source = from.split('/')[0] as Layer;
  const target = to.split('/')[0] ?? '';
  if (target === source) return !crossesFunctionFolders(from, to);
  if (/\.(test|emulator\.test|synth\.test)\.tsx?$/.test(from)) return true;
  return allowed[source].some((layer) => layer === target) || to === 'package.json';
}

function crossesFunctionFolders(from: string, to: string): boolean {
  return from.startsWith('functions/') && from.split('/')[1] !== to.split('/')[1];
}

describe('layers', () => {
  test.each(layers)('%s imports only what it may', (layer) => {
    const imports = sourceFiles(layer).flatMap(importsOf);

    const forbidden = imports.filter((each) => !isAllowed(each)).map(({ from, to }) => `${from} → ${to}`);

    expect(imports.length).toBeGreaterThan(0);
    expect(forbidden).toEqual([]);
  });

  test('the rule rejects what it is there for', () => {
    expect(isAllowed({ from: 'shared/a.ts', to: 'functions/gateway/app.ts' })).toBe(false);
    expect(isAllowed({ from: 'functions/gateway/app.ts', to: 'functions/tracing/app.ts' })).toBe(false);
    expect(isAllowed({ from: 'frontend/src/a.tsx', to: 'infra/config.ts' })).toBe(false);
    expect(isAllowed({ from: 'functions/gateway/app.ts', to: 'shared/http/errors.ts' })).toBe(true);
  });
});
