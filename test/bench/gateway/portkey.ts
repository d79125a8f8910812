import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../support/start-emulator.ts';
import { cacheFolder } from './cache-folder.ts';
import { startProcess } from './start-process.ts';
import type { Target } from './target.ts';

const portkeyVersion = '1.15.2';

/** With newer versions of the two, its streams fail. */
const manifest = {
  private: true,
  dependencies: { '@portkey-ai/gateway': portkeyVersion },
  overrides: { hono: '4.9.7', '@hono/node-server': '1.13.5' },
};

/** Installs Portkey's gateway into a cache folder and starts it in front of the fake provider. */
export async function startPortkey(providerUrl: string, model: string): Promise<Target & { stop(): Promise<void> }> {
  const folder = await cacheFolder(`portkey-${portkeyVersion}`);
  const server = join(folder, 'node_modules/@portkey-ai/gateway/build/start-server.js');
  if (!existsSync(server)) {
    console.error(`Installing @portkey-ai/gateway ${portkeyVersion} into ${folder}: about a minute, once.`);
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
    await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund'], { cwd: folder });
  }
  const port = await freePort();
  const running = await startProcess({
    file: server,
    args: [`--port=${port}`, '--headless'],
    cwd: folder,
    environment: { NODE_ENV: 'production', TRUSTED_CUSTOM_HOSTS: '127.0.0.1' },
    ready: /running|ready|localhost/i,
  });
  return {
    name: 'portkey',
    baseUrl: `http://127.0.0.1:${port}/v1`,
    headers: { 'x-portkey-provider': 'openai', 'x-portkey-custom-host': providerUrl, authorization: 'Bearer sk-bench' },
    model,
    processId: running.processId,
    stop: running.stop,
  };
}
