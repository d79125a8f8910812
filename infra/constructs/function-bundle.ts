import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { AssetHashType, type BundlingOptions, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { type BuildOptions, buildSync } from 'esbuild';

export const projectRoot = resolve(import.meta.dirname, '../..');

/** A cold start reads and compiles every byte (design, section 6). */
export const maxBundleBytes = 1.2 * 1024 * 1024;

/** esbuild leaves `require` of Node's own modules in CommonJS dependencies, which an ES module has to bring itself. */
const requireBanner =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

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
  };
}

/** Writes `index.mjs` and its source map into a folder. */
export function writeBundle(entry: string, directory: string): void {
  mkdirSync(directory, { recursive: true });
  buildSync({ ...bundleOptions(entry), outfile: join(directory, 'index.mjs') });
}

/**
 * The code of a function. esbuild runs in this process: `NodejsFunction` starts one through npx for every function, which
 * takes 0.4 s each before anything is bundled.
 */
export function bundledCode(entry: string): Code {
  const bundling: BundlingOptions = {
    image: DockerImage.fromRegistry('unused'),
    // Tells two bundles of the same folder apart: the CDK cannot compare what `tryBundle` does.
    command: [entry],
    local: {
      tryBundle(directory) {
        writeBundle(entry, directory);
        return true;
      },
    },
  };
  return Code.fromAsset(join(projectRoot, dirname(entry)), { bundling, assetHashType: AssetHashType.OUTPUT });
}
