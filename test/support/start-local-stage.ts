import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type LocalStage, readLocalStage } from './local-stage.ts';
import { freePort } from './start-emulator.ts';

export const repository = resolve(import.meta.dirname, '../..');

export interface StartOptions {
  /** The checkout to start it from; this one unless told. */
  checkout?: string;
  /** State directory; a fresh one unless told, which `stop` then deletes. */
  home?: string;
  port?: number;
  emulatorPort?: number;
  environment?: Record<string, string>;
  /** How long the stage may take to come up. */
  timeoutMs?: number;
}

export interface StartedLocalStage {
  stage: LocalStage;
  localJsonPath: string;
  /** What it printed so far. */
  output(): string;
  /** Stops it as Ctrl-C does and resolves to its exit code. */
  stop(signal?: 'SIGINT' | 'SIGTERM'): Promise<number | null>;
  /** Its exit code, once it has ended. */
  exited: Promise<number | null>;
}

/** Starts a local stage of its own, on free ports and with its own state. */
export async function startLocalStage(options: StartOptions = {}): Promise<StartedLocalStage> {
  const home = options.home ?? (await newHome());
  const environment = {
    ...process.env,
    SIGNALBOX_HOME: home,
    SIGNALBOX_WATCH: 'off',
    PORT: String(options.port ?? (await freePort())),
    EMULATOR_PORT: String(options.emulatorPort ?? (await freePort())),
    ...options.environment,
  };
  const { child, output } = launch(environment, options.checkout);
  const stop = async (signal: 'SIGINT' | 'SIGTERM' = 'SIGINT') => {
    const code = await end(child, signal);
    if (options.home === undefined) await rm(home, { recursive: true, force: true });
    return code;
  };
  try {
    await untilReady(child, home, output, options.timeoutMs ?? 240_000);
  } catch (error) {
    await stop();
    throw error;
  }
  const localJsonPath = join(home, 'local.json');
  return { stage: readLocalStage(localJsonPath), localJsonPath, output, stop, exited: exitOf(child) };
}

/** Where the state is by default, inside the repository: what is around it has an effect on what runs there. */
async function newHome(): Promise<string> {
  const parent = join(repository, '.signalbox');
  await mkdir(parent, { recursive: true });
  return await mkdtemp(join(parent, 'test-'));
}

/** Runs `npm start`'s own entry and collects what it prints. */
export function launch(
  environment: NodeJS.ProcessEnv,
  checkout = repository,
): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, [join(checkout, 'bin/start.mjs')], {
    cwd: checkout,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { child, output: () => Buffer.concat(chunks).toString('utf8') };
}

/** Resolves to the exit code, or null if a signal ended the process. */
export async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  return await new Promise((done) => child.once('exit', (code) => done(code)));
}

async function end(child: ChildProcess, signal: 'SIGINT' | 'SIGTERM'): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  return await exitOf(child);
}

async function untilReady(child: ChildProcess, home: string, output: () => string, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    if (existsSync(join(home, 'stage.json'))) return;
    if (child.exitCode !== null) throw new Error(`The local stage stopped with code ${child.exitCode}:\n${output()}`);
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`The local stage was not ready within ${timeoutMs / 1000} s:\n${output()}`);
}
