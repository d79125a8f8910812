import { spawn } from 'node:child_process';

export interface CommandResult {
  /** Null if it could not be started or a signal ended it. */
  code: number | null;
  /** Standard output and error, interleaved as they came. */
  output: string;
}

interface CommandOptions {
  cwd?: string;
  environment: NodeJS.ProcessEnv;
  signal?: AbortSignal;
}

/** Runs a program to its end and collects what it printed. Never throws. */
export async function runCommand(
  command: string,
  args: readonly string[],
  { cwd, environment, signal }: CommandOptions,
): Promise<CommandResult> {
  return await new Promise((done) => {
    const child = spawn(command, args, {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(cwd === undefined ? {} : { cwd }),
      ...(signal === undefined ? {} : { signal }),
    });
    const chunks: Buffer[] = [];
    const output = () => Buffer.concat(chunks).toString('utf8');
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', (error) => done({ code: null, output: `${output()}${error.message}` }));
    child.once('close', (code) => done({ code, output: output() }));
  });
}
