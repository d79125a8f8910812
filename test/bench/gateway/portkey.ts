import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../support/start-emulator.ts';
import type { Target } from './closed-loop.ts';
import { startProcess } from './start-process.ts';

/** With newer versions of the two, its streams fail. */
const manifest = {
  private: true,
  dependencies: { '@portkey-ai/gateway': '1.15.2' },
  overrides: { hono: '4.9.7', '@hono/node-server': '1.13.5' },
};

/** Installs Portkey's gateway into a cache folder and starts it in front of the fake provider. */
export async function startPortkey(providerUrl: string): Promise<Target & { stop(): Promise<void> }> {
  const folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'signalbox-bench', 'portkey-1.15.2');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund'], { cwd: folder });
  const port = await freePort();
  const running = await startProcess({
    file: join(folder, 'node_modules/@portkey-ai/gateway/build/start-server.js'),
    args: [`--port=${port}`, '--headless'],
    cwd: folder,
    environment: { NODE_ENV: 'production', TRUSTED_CUSTOM_HOSTS: '127.0.0.1' },
    ready: /running|ready|localhost/i,
  });
  return {
    name: 'portkey',
    baseUrl: `http://127.0.0.1:${port}/v1`,
    headers: { 'x-portkey-provider': 'openai', 'x-portkey-custom-host': providerUrl, authorization: 'Bearer sk-bench' },
    model: (scenario) => scenario,
    processId: running.processId,
    stop: running.stop,
  };
}
