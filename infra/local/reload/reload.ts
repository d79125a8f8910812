import { functionDefinitions } from '../../function-definitions.ts';
import { buildConsole } from '../console/build-console.ts';
import type { HttpApps } from '../host/http-apps.ts';
import { repository } from '../paths.ts';
import type { Progress } from '../progress.ts';
import { changedFunctions, type FunctionEntry } from './changed-functions.ts';
import { createReloadStep } from './reload-step.ts';
import { updateFunctions } from './update-functions.ts';
import { watchSource } from './watch-source.ts';

interface ReloadInput {
  apps: HttpApps;
  endpoint: string;
  /** For the build of the console. */
  environment: NodeJS.ProcessEnv;
  /** Called when the console was built anew. */
  onConsole: () => void;
  progress: Pick<Progress, 'line'>;
}

const functions: readonly FunctionEntry[] = Object.values(functionDefinitions).map(({ name, entry }) => ({
  functionName: `signalbox-local-${name}`,
  entry,
}));

/** Brings edits in while the stage runs, one batch after the other. Returns what ends it. */
export function reloadOnChange(input: ReloadInput): () => Promise<void> {
  const ending = new AbortController();
  // What fails because the stage is being stopped is no news.
  const line = (text: string) => (ending.signal.aborted ? undefined : input.progress.line(text));
  const steps = stepsOf({ ...input, progress: { line } }, ending.signal);
  let running = Promise.resolve();
  const bringIn = async (files: ReadonlySet<string>) => {
    for (const step of steps) await step(files);
  };
  const stop = watchSource(repository, ['functions', 'shared', 'frontend'], (files) => {
    running = running.then(() => bringIn(files));
  });
  return async () => {
    stop();
    ending.abort();
    await running;
  };
}

function stepsOf({ apps, endpoint, environment, onConsole, progress }: ReloadInput, signal: AbortSignal) {
  const server = { folders: ['functions', 'shared'], progress };
  const reloadApps = async () => {
    await apps.reload();
    return true;
  };
  const rebuildConsole = async () => {
    const outcome = await buildConsole(environment);
    // Another stage of this checkout may have built it.
    onConsole();
    return outcome === 'built';
  };
  return [
    createReloadStep({ ...server, what: 'Reloaded the HTTP functions', work: reloadApps }),
    createReloadStep({
      ...{ ...server, what: 'Updated functions in the emulator' },
      work: async (files) => await updateChanged(endpoint, files, signal),
    }),
    createReloadStep({
      ...{ folders: ['frontend', 'shared'], progress, what: 'Built the console again: reload the page' },
      work: rebuildConsole,
    }),
  ];
}

async function updateChanged(endpoint: string, files: ReadonlySet<string>, signal: AbortSignal): Promise<boolean> {
  const changed = await changedFunctions(functions, files);
  await updateFunctions(endpoint, changed, signal);
  return changed.length > 0;
}
