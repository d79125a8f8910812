import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const emulatorPackages = resolve(import.meta.dirname, '../../.signalbox/emulator');

export interface RunningEmulator {
  url: string;
  stop(): Promise<void>;
}

/** Starts a throw-away emulator on a free port of the loopback interface. `npm test` has installed it before. */
export async function startEmulator(): Promise<RunningEmulator> {
  if (!existsSync(emulatorPackages))
    throw new Error('The emulator is not installed: run `npm test` or `npm start` once.');
  const port = await freePort();
  const directory = await mkdtemp(join(tmpdir(), 'signalbox-emulator-'));
  const child = spawn('python3', ['-m', 'ministack'], {
    cwd: directory,
    stdio: 'ignore',
    env: {
      ...process.env,
      PYTHONPATH: emulatorPackages,
      GATEWAY_PORT: String(port),
      BIND_HOST: '127.0.0.1',
      IOT_MTLS_ENABLED: '0',
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    },
  });
  const url = `http://127.0.0.1:${port}`;
  await untilHealthy(url, child);
  return {
    url,
    stop: async () => {
      const exited = new Promise((done) => child.once('exit', done));
      child.kill('SIGINT');
      await exited;
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function untilHealthy(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The emulator stopped with code ${child.exitCode}.`);
    try {
      const response = await fetch(`${url}/_ministack/health`);
      if (response.ok) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('The emulator did not answer within 20 s.');
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  return await new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? done(address.port) : fail(new Error('no port'))));
    });
  });
}
