import { spawn } from 'node:child_process';

export interface RunningProcess {
  processId: number;
  /** The first line of output that matches. */
  line: string;
  stop(): Promise<void>;
}

interface StartInput {
  file: string;
  args: readonly string[];
  environment?: Record<string, string>;
  cwd?: string;
  /** It is ready when it has printed this. */
  ready: RegExp;
}

const startMs = 30_000;

/** Starts a Node program and waits until it says that it is ready. */
export async function startProcess({ file, args, environment, cwd, ready }: StartInput): Promise<RunningProcess> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...args], {
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
    const timer = setTimeout(() => reject(new Error(`${file} was not ready in time: ${output}`)), startMs);
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
