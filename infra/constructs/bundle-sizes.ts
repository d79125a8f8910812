import type { Metafile } from 'esbuild';

export interface BundleSizes {
  /** What a cold start reads: `index.mjs` and all that it imports, and what those import. */
  startBytes: number;
  /** With what is loaded later, by the first call that needs it. */
  totalBytes: number;
}

/** Sizes of a bundle in bytes, source maps aside. */
export function bundleSizes(metafile: Metafile): BundleSizes {
  const { outputs } = metafile;
  const bytesOf = (paths: Iterable<string>) => [...paths].reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0);
  return { startBytes: bytesOf(startModules(metafile)), totalBytes: bytesOf(modulesOf(metafile)) };
}

/** `index.mjs` and all that it imports, and what those import. */
export function startModules(metafile: Metafile): string[] {
  const { outputs } = metafile;
  const start = new Set(
    modulesOf(metafile).filter((path) => outputs[path]?.entryPoint !== undefined && path.endsWith('index.mjs')),
  );
  // A set that grows while it is walked is walked to its end.
  for (const path of start) {
    for (const { path: imported, kind, external } of outputs[path]?.imports ?? []) {
      if (kind === 'import-statement' && external !== true) start.add(imported);
    }
  }
  return [...start];
}

export function modulesOf({ outputs }: Metafile): string[] {
  return Object.keys(outputs).filter((path) => path.endsWith('.mjs'));
}
