import { resolve } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { lightBuiltins, lightPackages, lightValidation } from './light-packages.ts';

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

/** zod itself, beside a bundle with the light one: `shared/validation/light/whole-zod.ts` reads it by this name. */
const wholeZod = { in: 'shared/validation/light/zod-itself.ts', out: 'zod' };

/**
 * `index.mjs` with the AWS SDK inside: the runtime's copy is older, and slower to load. Of a light entry, what it imports
 * with `import()` becomes modules of their own beside it, which only the first call that needs them reads. Another `file` may be
 * bundled as the entry is.
 */
export function bundleOptions(entry: string, file = entry): BuildOptions {
  const index = { in: file, out: 'index' };
  return {
    absWorkingDir: projectRoot,
    entryPoints: isGateway(entry) ? [index, wholeZod] : [index],
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
    // The gateway has no such dependency, and its every module would make one.
    ...(isGateway(entry) ? {} : { banner: { js: requireBanner } }),
    logLevel: 'error',
    outdir: '.',
    outExtension: { '.js': '.mjs' },
    ...(isLight(entry) ? { alias: aliasesOf(entry), splitting: true, chunkNames: '[name]-[hash]' } : {}),
    // A name that a light module lacks would be undefined otherwise.
    logOverride: { 'import-is-undefined': 'error' },
  };
}

function aliasesOf(entry: string): Record<string, string> {
  return { ...lightPackages, ...(isGateway(entry) ? { ...lightValidation, ...lightBuiltins } : {}) };
}
