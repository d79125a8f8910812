import { spawn } from 'node:child_process';
import { delimiter, join, resolve } from 'node:path';

export const repository = resolve(import.meta.dirname, '../..');

export interface ProgramResult {
  code: number;
  /** Standard output and error as they came. */
  output: string;
}

/** Runs a program of node_modules to its end and collects what it prints. */
export async function runProgram(
  program: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<ProgramResult> {
  const binaries = join(repository, 'node_modules/.bin');
  return await new Promise((done) => {
    const child = spawn(join(binaries, program), args, {
      cwd: repository,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PATH: `${binaries}${delimiter}${process.env['PATH'] ?? ''}`, ...environment },
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    const output = () => Buffer.concat(chunks).toString('utf8');
    child.once('error', (error) => done({ code: 1, output: `${output()}${error.message}` }));
    child.once('close', (code) => done({ code: code ?? 1, output: output() }));
  });
}
