import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../support/start-emulator.ts';
import { cacheFolder } from './cache-folder.ts';
import { startProcess } from './start-process.ts';
import type { Target } from './target.ts';
import { waitForAnswer } from './wait-for-answer.ts';

const version = '1.108.7';
const run = promisify(execFile);

/** Installs LiteLLM into a cache folder and starts its proxy in front of the fake provider, with one worker. */
export async function startLiteLlm(providerUrl: string, scenario: string): Promise<Target & { stop(): Promise<void> }> {
  const folder = await cacheFolder(`litellm-${version}`);
  const packages = join(folder, 'packages');
  if (!existsSync(join(packages, 'litellm'))) {
    console.error(`Installing LiteLLM ${version} into ${folder}: some minutes, once.`);
    await mkdir(packages, { recursive: true });
    await run('python3', ['-m', 'pip', 'install', '--quiet', '--target', packages, `litellm[proxy]==${version}`]);
  }
  const config = join(folder, 'config.yaml');
  const parameters = { model: `openai/${scenario}`, api_base: providerUrl, api_key: 'sk-bench' };
  await writeFile(
    config,
    JSON.stringify({ model_list: [{ model_name: 'bench', litellm_params: parameters }], general_settings: {} }),
  );
  const port = await freePort();
  const running = await startProcess({
    command: 'python3',
    file: join(packages, 'bin/litellm'),
    args: ['--config', config, '--port', String(port), '--host', '127.0.0.1', '--telemetry', 'False'],
    environment: { PYTHONPATH: packages, LITELLM_MASTER_KEY: 'sk-bench', LITELLM_LOG: 'ERROR' },
    ready: /set models/i,
  });
  // The rest it says only where it also logs each request.
  await waitForAnswer(`http://127.0.0.1:${port}/health/liveliness`, 60_000).catch(async (error: unknown) => {
    await running.stop();
    throw error;
  });
  return {
    name: 'litellm',
    baseUrl: `http://127.0.0.1:${port}/v1`,
    headers: { authorization: 'Bearer sk-bench' },
    model: 'bench',
    processId: running.processId,
    stop: running.stop,
  };
}
