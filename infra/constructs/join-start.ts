import { statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type BuildOptions, buildSync, type Metafile } from 'esbuild';
import { type BundleSizes, modulesOf, startModules } from './bundle-sizes.ts';

/**
 * Makes one module of all that a cold start reads: esbuild splits it into one for each set of parts that share it, and Node
 * takes a third of a millisecond to find and open each. The modules that were joined become names for the one, which those that
 * are loaded later go by.
 */
export function joinStart(metafile: Metafile, directory: string): BundleSizes {
  const start = startModules(metafile);
  const shared = start.filter((path) => basename(path) !== 'index.mjs');
  const names = new Map(shared.map((path, index) => [path, namesIn(metafile, path, `m${index}`)]));
  buildSync({
    ...joinOptions,
    stdin: { contents: entryOf(names), resolveDir: directory, sourcefile: 'start.mjs' },
    external: modulesOf(metafile)
      .filter((path) => !start.includes(path))
      .map((path) => `./${basename(path)}`),
    outfile: join(directory, 'index.mjs'),
  });
  // Read while the start is still being made where the environment is wrong: it must not lead back there.
  const zod = join(directory, 'zod.mjs');
  buildSync({ ...joinOptions, entryPoints: [zod], outfile: zod });
  for (const [path, exported] of names) writeFileSync(join(directory, basename(path)), aliasesOf(exported));
  const bytesOf = (path: string) => statSync(join(directory, basename(path))).size;
  return {
    startBytes: bytesOf('index.mjs'),
    totalBytes: modulesOf(metafile).reduce((sum, path) => sum + bytesOf(path), 0),
  };
}

const joinOptions: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  minify: true,
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  logLevel: 'error',
  allowOverwrite: true,
};

type Names = readonly { inside: string; outside: string }[];

/** What a module exports has names that only it is sure to use once. */
function namesIn({ outputs }: Metafile, path: string, prefix: string): Names {
  return (outputs[path]?.exports ?? []).map((inside) => ({ inside, outside: `${prefix}_${inside}` }));
}

function entryOf(names: ReadonlyMap<string, Names>): string {
  const lines = [...names].map(([path, exported]) => {
    const list = exported.map(({ inside, outside }) => `${inside} as ${outside}`);
    return `export { ${list.join(', ')} } from './${basename(path)}';`;
  });
  return ["export * from './index.mjs';", ...lines].join('\n');
}

function aliasesOf(names: Names): string {
  return `export{${names.map(({ inside, outside }) => `${outside} as ${inside}`).join(',')}}from"./index.mjs";\n`;
}
