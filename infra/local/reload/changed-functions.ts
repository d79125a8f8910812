import { build } from 'esbuild';
import { repository } from '../paths.ts';

/** A Lambda function: its physical name and its entry file. */
export interface FunctionEntry {
  functionName: string;
  entry: string;
}

/** Those of the functions whose code, or anything that it imports from this repository, is among the changed files. */
export async function changedFunctions(
  functions: readonly FunctionEntry[],
  changed: ReadonlySet<string>,
): Promise<FunctionEntry[]> {
  const inputs = await Promise.all(functions.map(({ entry }) => inputsOf(entry)));
  return functions.filter((_, index) => inputs[index]?.some((input) => changed.has(input)));
}

/** Own files only: packages do not change while somebody edits, and leaving them out takes milliseconds. */
async function inputsOf(entry: string): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: repository,
    entryPoints: [entry],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  return Object.keys(metafile.inputs);
}
