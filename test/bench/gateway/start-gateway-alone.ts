import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from '../../../infra/constructs/bundle-options.ts';
import { smallHeap } from './small-heap.ts';
import { type RunningProcess, startProcess } from './start-process.ts';

export const heaps = ['small', 'default'] as const;
export type Heap = (typeof heaps)[number];

interface Input {
  environment: Record<string, string>;
  folder: string;
  heap: Heap;
  /** Where a profile of its CPU is to be written. */
  profileFolder?: string | undefined;
}

/** Starts the gateway alone, bundled as its Lambda is. */
export async function startGatewayAlone({ environment, folder, heap, profileFolder }: Input): Promise<RunningProcess> {
  const outdir = join(folder, 'gateway');
  await build({
    ...bundleOptions('functions/gateway/handler.ts', 'test/bench/gateway/gateway-alone.ts'),
    // Names make a profile readable.
    ...(profileFolder === undefined ? {} : { minify: false }),
    outdir,
  });
  const profile = profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`];
  const size = heap === 'small' ? smallHeap : { nodeOptions: [], environment: {} };
  return await startProcess({
    ...{ file: join(outdir, 'index.mjs'), args: [], ready: /baseUrl/ },
    environment: { ...environment, ...size.environment },
    nodeOptions: [...size.nodeOptions, ...profile],
  });
}
