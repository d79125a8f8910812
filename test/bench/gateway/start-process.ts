import { spawn } from 'node:child_process';

export interface RunningProcess {
  processId: number;
  /** The first line of output that matches. */
  line: string;
  stop(): Promise<void>;
}

interface StartInput {
  /** What runs the file; this Node unless told. */
  command?: string;
  nodeOptions?: readonly string[];
  file: string;
  args: readonly string[];
  environment?: Record<string, string>;
  cwd?: string;
  /** It is ready when it has printed this. */
  ready: RegExp;
}

/** LiteLLM takes its time. */
const startMs = 120_000;

/** Starts a program and waits until it says that it is ready. */
export async function startProcess(input: StartInput): Promise<RunningProcess> {
  const { command = process.execPath, nodeOptions = [], file, args, environment, cwd, ready } = input;
  const child = spawn(command, [...nodeOptions, file, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
    ...(cwd === undefined ? {} : { cwd }),
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
  };
  const line = await new Promise<string>((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => {
      child.kill('SIGTERM');
      reject(new Error(`${file} was not ready in time: ${output}`));
    }, startMs);
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const found = output.split('\n').find((each) => ready.test(each));
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => reject(new Error(`${file} stopped: ${output}`)));
  });
  return { processId: child.pid ?? 0, line, stop };
}
