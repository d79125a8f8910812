import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Environment } from '../../../shared/aws/client-config.ts';
import { LocalStageError } from '../local-stage-error.ts';
import { emulatorPackages, type StagePaths } from '../paths.ts';
import { localEnvironment } from '../safety/local-environment.ts';
import type { Emulator } from './emulator.ts';
import { emulatorVersion } from './install-emulator.ts';
import { moveQueues } from './move-queues.ts';
import { rewindStreams } from './rewind-streams.ts';

const startDeadlineMs = 60_000;
/** It finishes what is under way (`drain.py`), which after a burst may take a minute; writing the state of a day's work takes a second or two. */
const stopDeadlineMs = 80_000;

export interface MiniStackOptions {
  python: string;
  port: number;
  paths: StagePaths;
  environment: Environment;
}

/**
 * Starts MiniStack on the loopback interface, with its state in the stage's folder. It leads a process group of its own, so
 * that a Ctrl-C in the terminal does not end it before the stage has drained, and so that its functions end with it.
 */
export async function startMiniStack(options: MiniStackOptions): Promise<Emulator> {
  const url = `http://127.0.0.1:${options.port}`;
  const { emulatorState, emulatorTemporary } = options.paths;
  rmSync(emulatorTemporary, { recursive: true, force: true });
  for (const folder of [emulatorState, emulatorTemporary]) mkdirSync(folder, { recursive: true });
  // What the emulator runs functions with is CommonJS; the repository around it says that everything is an ES module.
  writeFileSync(join(emulatorTemporary, 'package.json'), '{ "type": "commonjs" }\n');
  rewindStreams(servicesState(options.paths));
  moveQueues(servicesState(options.paths), options.port);
  const child = launch(options, url);
  const exited = new Promise<void>((done) => child.once('exit', () => done()));
  let isStopping = false;
  const stop = async () => {
    isStopping = true;
    await endGroup(child, exited);
    rmSync(emulatorTemporary, { recursive: true, force: true });
  };
  try {
    await untilHealthy(url, child, options);
  } catch (error) {
    await stop();
    throw error;
  }
  const died = new Promise<string>((done) => {
    void exited.then(() => {
      if (!isStopping)
        done(`The emulator stopped by itself: see ${options.paths.emulatorLog}, then run npm start again.`);
    });
  });
  return { url, name: `MiniStack ${emulatorVersion}`, died, stop };
}

function launch({ python, port, paths, environment }: MiniStackOptions, url: string): ChildProcess {
  const log = openSync(paths.emulatorLog, 'w', 0o600);
  try {
    return spawn(python, [join(import.meta.dirname, 'run_emulator.py')], {
      cwd: paths.emulatorState,
      detached: true,
      stdio: ['pipe', log, log],
      env: {
        ...localEnvironment(environment, url),
        PYTHONPATH: emulatorPackages,
        PYTHONUNBUFFERED: '1',
        PYTHONDONTWRITEBYTECODE: '1',
        TMPDIR: paths.emulatorTemporary,
        GATEWAY_PORT: String(port),
        BIND_HOST: '127.0.0.1',
        IOT_MTLS_ENABLED: '0',
        LOG_LEVEL: 'WARNING',
        PERSIST_STATE: '1',
        STATE_DIR: servicesState(paths),
        S3_PERSIST: '1',
        S3_DATA_DIR: join(paths.emulatorState, 's3'),
      },
    });
  } finally {
    closeSync(log);
  }
}

function servicesState(paths: StagePaths): string {
  return join(paths.emulatorState, 'services');
}

async function untilHealthy(url: string, child: ChildProcess, { paths, port }: MiniStackOptions): Promise<void> {
  const deadline = Date.now() + startDeadlineMs;
  let fault: Error | null = null;
  child.once('error', (error) => {
    fault = error;
  });
  while (Date.now() < deadline) {
    if (fault !== null || child.exitCode !== null) throw new LocalStageError(explainDeath(paths, port), fault);
    const response = await fetch(`${url}/_ministack/health`).catch(() => null);
    if (response?.ok) return;
    await delay(50);
  }
  throw new LocalStageError(
    `The emulator did not answer on port ${port} within ${startDeadlineMs / 1000} s: see ${paths.emulatorLog}.`,
  );
}

function explainDeath(paths: StagePaths, port: number): string {
  const log = readFileSync(paths.emulatorLog, 'utf8');
  if (log.includes('already in use')) return portTaken(port);
  return `The emulator did not start: see ${paths.emulatorLog}, or run npm run reset to begin with an empty state.`;
}

export function portTaken(port: number): string {
  return `Port ${port} of the emulator is taken: stop what uses it, choose another with EMULATOR_PORT, or use an emulator that runs there with AWS_ENDPOINT_URL=http://127.0.0.1:${port}.`;
}

async function endGroup(child: ChildProcess, exited: Promise<void>): Promise<void> {
  if (child.pid === undefined) return;
  // Closed, its standard input tells it to finish and to end.
  child.stdin?.end();
  await Promise.race([exited, delay(stopDeadlineMs, undefined, { ref: false })]);
  // What is left of the group now: an emulator that hangs, or functions that outlived it.
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nothing is left.
  }
  await exited;
}
