import { resolve } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { lightPackages } from './light-packages.ts';

export const projectRoot = resolve(import.meta.dirname, '../..');

/** esbuild leaves `require` of Node's own modules in CommonJS dependencies, which an ES module has to bring itself. */
const requireBanner =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

/** Entries on whose start somebody waits for a model: with the AWS SDK and Powertools they are twice as large. */
const lightEntries: readonly string[] = ['functions/gateway/handler.ts'];

export function isLight(entry: string): boolean {
  return lightEntries.includes(entry);
}

/** One ES module per function with the AWS SDK inside: the runtime's copy is older, and slower to load. */
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
    keepNames: true,
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    banner: { js: requireBanner },
    logLevel: 'error',
    ...(isLight(entry) ? { alias: { ...lightPackages } } : {}),
  };
}
