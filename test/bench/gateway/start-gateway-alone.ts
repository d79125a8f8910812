import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from '../../../infra/constructs/bundle-options.ts';
import { type RunningProcess, startProcess } from './start-process.ts';

interface Input {
  environment: Record<string, string>;
  folder: string;
  /** Where a profile of its CPU is to be written. */
  profileFolder?: string | undefined;
}

/** Starts the gateway alone, bundled as its Lambda is. */
export async function startGatewayAlone({ environment, folder, profileFolder }: Input): Promise<RunningProcess> {
  const outdir = join(folder, 'gateway');
  await build({
    ...bundleOptions('functions/gateway/handler.ts', 'test/bench/gateway/gateway-alone.ts'),
    // Names make a profile readable.
    ...(profileFolder === undefined ? {} : { minify: false }),
    outdir,
  });
  const profile = profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`];
  return await startProcess({
    ...{ file: join(outdir, 'index.mjs'), args: [], environment, ready: /baseUrl/ },
    nodeOptions: profile,
  });
}
