import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AssetHashType, type BundlingOptions, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';
import { bundleOptions, isGateway, isLight, projectRoot } from './bundle-options.ts';
import { type BundleSizes, bundleSizes } from './bundle-sizes.ts';
import { joinStart } from './join-start.ts';

/** A cold start reads and compiles every byte (design, section 6). */
const maxBundleBytes = 1.2 * 1024 * 1024;
/** Identity has the SDK for Cognito, tracing all of its dialects; the others are far below. */
const maxLightStartBytes = 750_000;
/** What is loaded later does not count (decisions 0105 and 0220 to 0224). */
const maxGatewayStartBytes = 300_000;

/** The most that a cold start of a function may read. */
export function maxStartBytesOf(entry: string): number {
  if (isGateway(entry)) return maxGatewayStartBytes;
  return isLight(entry) ? maxLightStartBytes : maxBundleBytes;
}

/** Writes `index.mjs`, what it loads later, and their source maps into a folder. */
export function writeBundle(entry: string, directory: string): BundleSizes {
  mkdirSync(directory, { recursive: true });
  const { metafile } = buildSync({ ...bundleOptions(entry), outdir: directory, metafile: true });
  return isGateway(entry) ? joinStart(metafile, directory) : bundleSizes(metafile);
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
