import { type ChildProcess, spawn } from 'node:child_process';

export interface CommandResult {
  /** Null if it could not be started or a signal ended it. */
  code: number | null;
  /** Standard output and error, interleaved as they came. */
  output: string;
}

interface CommandOptions {
  cwd?: string;
  environment: NodeJS.ProcessEnv;
}

const running = new Set<ChildProcess>();

/** A program and all that it started: whatever still runs when this process ends must end with it. */
process.once('exit', () => {
  for (const { pid } of running) if (pid !== undefined) process.kill(-pid, 'SIGKILL');
});

/** Runs a program to its end and collects what it printed. Never throws. */
export async function runCommand(
  command: string,
  args: readonly string[],
  { cwd, environment }: CommandOptions,
): Promise<CommandResult> {
  return await new Promise((done) => {
    const child = spawn(command, args, {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own, so that it can be ended as a whole.
      detached: true,
      ...(cwd === undefined ? {} : { cwd }),
    });
    running.add(child);
    const chunks: Buffer[] = [];
    const end = (code: number | null, message = '') => {
      running.delete(child);
      done({ code, output: `${Buffer.concat(chunks).toString('utf8')}${message}` });
    };
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', (error) => end(null, error.message));
    child.once('close', (code) => end(code));
  });
}
