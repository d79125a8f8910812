import { spawn } from 'node:child_process';
import { projectRoot } from '../constructs/bundle-options.ts';
import { CommandError } from './command-error.ts';

/** Runs a program of node_modules in the foreground; throws if it fails. */
export async function runProgram(name: string, args: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  const code = await new Promise<number | null>((done, fail) => {
    const child = spawn(name, args, { cwd: projectRoot, stdio: 'inherit', env: environment });
    child.once('error', (error) => fail(new CommandError(`${name} could not be started: ${error.message}`)));
    child.once('close', done);
  });
  if (code !== 0) throw new CommandError(`${name} ${args[0] ?? ''} failed. What it printed above says why.`);
}
