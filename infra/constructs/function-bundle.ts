import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AssetHashType, type BundlingOptions, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';
import { bundleOptions, isLight, projectRoot } from './bundle-options.ts';

/** A cold start reads and compiles every byte (design, section 6). */
const maxBundleBytes = 1.2 * 1024 * 1024;
const maxLightBundleBytes = 0.65 * 1024 * 1024;

export function maxBundleBytesOf(entry: string): number {
  return isLight(entry) ? maxLightBundleBytes : maxBundleBytes;
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
