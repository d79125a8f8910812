import { resolve } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { lightPackages } from './light-packages.ts';

export const projectRoot = resolve(import.meta.dirname, '../..');

/** esbuild leaves `require` of Node's own modules in CommonJS dependencies, which an ES module has to bring itself. */
const requireBanner =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

/** Entries that keep the AWS SDK: nobody waits for their start, and they do with objects what the light client does not. */
const heavyEntries: readonly string[] = ['functions/tracing/spool-sweeper.ts'];

/** With the AWS SDK and Powertools a bundle is two to three times as large, and so is its cold start. */
export function isLight(entry: string): boolean {
  return !heavyEntries.includes(entry);
}

/** On its start somebody waits for a model. */
const gatewayEntry = 'functions/gateway/handler.ts';

export function isGateway(entry: string): boolean {
  return entry === gatewayEntry;
}

/**
 * `index.mjs` with the AWS SDK inside: the runtime's copy is older, and slower to load. Of a light entry, what it imports
 * with `import()` becomes modules of their own beside it, which only the first call that needs them reads.
 */
export function bundleOptions(entry: string): BuildOptions {
  return {
    absWorkingDir: projectRoot,
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    minify: true,
    // In the gateway nothing asks for a function's name, and keeping names costs 7 % of its bytes and 3 % of its time.
    keepNames: !isGateway(entry),
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    banner: { js: requireBanner },
    logLevel: 'error',
    outdir: '.',
    entryNames: 'index',
    outExtension: { '.js': '.mjs' },
    ...(isLight(entry) ? { alias: { ...lightPackages }, splitting: true, chunkNames: '[name]-[hash]' } : {}),
  };
}
