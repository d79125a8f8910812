import { functionDefinitions } from '../../function-definitions.ts';
import { buildConsole } from '../console/build-console.ts';
import type { HttpApps } from '../host/http-apps.ts';
import { repository } from '../paths.ts';
import { formatDuration, type Progress } from '../progress.ts';
import { changedFunctions, type FunctionEntry } from './changed-functions.ts';
import { updateFunctions } from './update-functions.ts';
import { watchSource } from './watch-source.ts';

interface ReloadInput {
  apps: HttpApps;
  endpoint: string;
  /** For the build of the console. */
  environment: NodeJS.ProcessEnv;
  /** Called when the console was built anew. */
  onConsole: () => void;
  progress: Progress;
}

const functions: readonly FunctionEntry[] = Object.values(functionDefinitions).map(({ name, entry }) => ({
  functionName: `signalbox-local-${name}`,
  entry,
}));

/** Brings edits in while the stage runs, one batch after the other. Returns what ends it. */
export function reloadOnChange(input: ReloadInput): () => Promise<void> {
  let running = Promise.resolve();
  const stop = watchSource(repository, ['functions', 'shared', 'frontend'], (files) => {
    running = running.then(() => bringIn(input, files));
  });
  return async () => {
    stop();
    await running;
  };
}

async function bringIn(input: ReloadInput, files: ReadonlySet<string>): Promise<void> {
  const touches = (...folders: string[]) =>
    [...files].some((file) => folders.some((folder) => file.startsWith(`${folder}/`)));
  if (touches('functions', 'shared')) {
    await report(input, 'Reloaded the HTTP functions', async () => {
      await input.apps.reload();
      return true;
    });
    await report(input, 'Updated functions in the emulator', () => updateChanged(input, files));
  }
  if (touches('frontend', 'shared')) {
    await report(input, 'Built the console again: reload the page', async () => {
      const outcome = await buildConsole(input.environment);
      // Another stage of this checkout may have built it.
      input.onConsole();
      return outcome === 'built';
    });
  }
}

async function updateChanged({ endpoint }: ReloadInput, files: ReadonlySet<string>): Promise<boolean> {
  const changed = await changedFunctions(functions, files);
  await updateFunctions(endpoint, changed);
  return changed.length > 0;
}

/** Says what was done, or why not. An edit that does not build leaves what runs as it is. */
async function report({ progress }: ReloadInput, what: string, work: () => Promise<boolean>): Promise<void> {
  const startedAt = performance.now();
  try {
    if (await work()) progress.line(`  ↻ ${what} (${formatDuration(performance.now() - startedAt)})`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    progress.line(`  ✗ The edit is not in effect, what ran before still runs: ${reason}`);
  }
}
