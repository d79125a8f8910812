import { exitAfterHelp } from '../cli/command-usage.ts';
import { LocalStageError } from './local-stage-error.ts';
import { createProgress } from './progress.ts';
import { runStage } from './run-stage.ts';
import { readSettings } from './settings.ts';
import { createShutdown, onStopRequest } from './shutdown.ts';
import { startUsage } from './start-usage.ts';

/** `npm start`: an AWS emulator with Signalbox deployed to it, and the console in front of it. */
exitAfterHelp(startUsage);
// The functions log JSON lines. Here they go to a person's terminal, which wants to hear of trouble only.
process.env['LOG_LEVEL'] ??= 'WARN';
const progress = createProgress();
const shutdown = createShutdown();
let isStopping = false;

async function stop(exitCode: number): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  await shutdown.run();
  if (exitCode === 0) progress.line('  Stopped. What you stored is kept; `npm start` goes on with it.\n');
  process.exit(exitCode);
}

async function fail(error: unknown): Promise<void> {
  // What fails because the stage is being stopped is no news.
  if (isStopping) return;
  const isKnown = error instanceof LocalStageError;
  const text = error instanceof Error ? (isKnown ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`  ✗ ${text}\n`);
  await stop(1);
}

onStopRequest(() => {
  if (!isStopping)
    progress.line('\n  Stopping: finishing what is under way and writing the state (after a burst, up to a minute)');
  void stop(0);
});

try {
  await runStage({
    settings: readSettings(process.env, process.env['INIT_CWD'] ?? process.cwd()),
    environment: { ...process.env },
    progress,
    shutdown,
    onFailure: (message) => void fail(new LocalStageError(message)),
  });
} catch (error) {
  await fail(error);
}
