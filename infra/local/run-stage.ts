import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Environment } from '../../shared/aws/client-config.ts';
import { buildConsole } from './console/build-console.ts';
import { deployStacks } from './deploy/deploy-stacks.ts';
import { output, type StackOutputs } from './deploy/deployed-stacks.ts';
import { readFunctionEnvironments } from './deploy/function-environments.ts';
import { obtainEmulator } from './emulator/obtain-emulator.ts';
import { greeting } from './greeting.ts';
import { domains } from './host/build-apps.ts';
import { consoleConfig, consoleHeaders } from './host/console-responses.ts';
import { startHost } from './host/host.ts';
import { createHttpApps, type HttpApps } from './host/http-apps.ts';
import { createStaticSite } from './host/static-site.ts';
import { LocalStageError } from './local-stage-error.ts';
import { claimHome } from './lock.ts';
import { consoleFiles, repository, type StagePaths, stagePaths } from './paths.ts';
import { isPortFree } from './ports.ts';
import type { Progress } from './progress.ts';
import { reloadOnChange } from './reload/reload.ts';
import { describeLostRun, endRun, lostRun, markRun } from './run-mark.ts';
import { localEnvironment, sealProcessEnvironment } from './safety/local-environment.ts';
import { connectProviders } from './seed/connect-providers.ts';
import { type ProviderEntry, readProviderFile } from './seed/provider-file.ts';
import { providersOfEnvironment } from './seed/providers-of-environment.ts';
import { seed } from './seed/seed.ts';
import type { Settings } from './settings.ts';
import type { Shutdown } from './shutdown.ts';
import { type LocalFile, localFileSchema, readJsonFile, writePrivateJson } from './stage-files.ts';

export interface StageInput {
  settings: Settings;
  environment: Environment;
  progress: Progress;
  shutdown: Shutdown;
  /** Called with a sentence if the stage cannot go on. */
  onFailure: (message: string) => void;
}

/** Brings the whole stage up, step by step; whatever it starts is put down for shutdown before the next step. */
export async function runStage(input: StageInput): Promise<void> {
  const { progress, environment } = input;
  const paths = await prepare(input);
  const wanted = wantedProviders(input);
  const endpoint = await bringUpEmulator(input, paths);
  // From here on no SDK in this process can find anything but the emulator.
  sealProcessEnvironment(process.env, endpoint);
  const outputs = await deployStacks({ endpoint, paths, environment, progress });
  await progress.step('Build the console', async (describe) => {
    if ((await buildConsole(localEnvironment(environment, endpoint))) === 'unchanged') describe('unchanged');
  });
  const { local, connected } = await seedStage({ ...input, paths, endpoint, outputs, wanted });
  // Until here nothing but the stage itself has stored anything.
  if (startsEmulator(input.settings)) markRun(paths, Date.now());
  await serve(input, { endpoint, outputs });
  writePrivateJson(paths.localFile, local);
  const apiGatewayUrl = `${endpoint}/_aws/execute-api/${output(outputs, 'RestApiId')}/local`;
  writePrivateJson(paths.stageFile, { emulatorUrl: endpoint, apiGatewayUrl, processId: process.pid });
  input.shutdown.add(() => rmSync(paths.stageFile, { force: true }));
  progress.line(greeting(local, connected));
}

async function prepare({ settings, shutdown }: StageInput): Promise<StagePaths> {
  const paths = stagePaths(settings.home);
  mkdirSync(paths.home, { recursive: true, mode: 0o700 });
  shutdown.add(claimHome(paths.home, paths.lockFile));
  rmSync(paths.stageFile, { force: true });
  if (await isPortFree(settings.port)) return paths;
  throw new LocalStageError(`Port ${settings.port} is taken: stop what uses it, or choose another with PORT.`);
}

/** The file comes after the environment: it says what somebody wants in particular. */
function wantedProviders({ settings, environment }: StageInput): ProviderEntry[] {
  const named = settings.providersFile === null ? [] : readProviderFile(settings.providersFile);
  const entries = [...providersOfEnvironment(environment), ...named].map((entry) => [entry.id, entry] as const);
  return [...new Map(entries).values()];
}

async function bringUpEmulator({ onFailure, shutdown, ...rest }: StageInput, paths: StagePaths): Promise<string> {
  const lost = startsEmulator(rest.settings) ? lostRun(paths) : null;
  if (lost !== null) rest.progress.line(describeLostRun(lost));
  const emulator = await obtainEmulator({ ...rest, paths });
  // Undone in reverse: once the emulator has ended.
  shutdown.add(() => endRun(paths));
  shutdown.add(emulator.stop);
  void emulator.died.then(onFailure);
  return emulator.url;
}

/** One that somebody else runs keeps its state as they will. */
function startsEmulator({ givenEndpoint }: Settings): boolean {
  return givenEndpoint === null;
}

interface SeedStageInput extends StageInput {
  paths: StagePaths;
  endpoint: string;
  outputs: StackOutputs;
  wanted: readonly ProviderEntry[];
}

async function seedStage({ settings, paths, endpoint, outputs, wanted, progress }: SeedStageInput) {
  return await progress.step('Seed project, administrator and key', async (describe) => {
    const former = readJsonFile(paths.localFile, localFileSchema);
    const url = `http://localhost:${settings.port}`;
    const local: LocalFile = await seed({ endpoint, outputs, former, url });
    const { models } = await readFunctionEnvironments(endpoint, ['models']);
    const secretPrefix = models['PROVIDER_SECRET_PREFIX'] ?? '';
    const { projectId } = local;
    const connected = await connectProviders({ endpoint, outputs, secretPrefix, projectId, wanted });
    if (connected.length > 0) describe(`connected ${connected.join(', ')}`);
    return { local, connected };
  });
}

async function serve(input: StageInput, deployed: { endpoint: string; outputs: StackOutputs }): Promise<void> {
  const { settings, progress, shutdown, environment } = input;
  const { endpoint } = deployed;
  const { apps, openSite } = await progress.step('Serve the console and the functions', async (describe) => {
    const created = await createHttpApps(await readFunctionEnvironments(endpoint, domains));
    const site = await listen(input, created, deployed);
    describe(`http://localhost:${settings.port}`);
    return { apps: created, openSite: site };
  });
  if (!settings.watchesSource) return;
  const local = localEnvironment(environment, endpoint);
  shutdown.add(reloadOnChange({ apps, endpoint, environment: local, onConsole: openSite, progress }));
}

/** Serves until shutdown; returns what reads the built console again. */
async function listen(
  { settings, shutdown }: StageInput,
  apps: HttpApps,
  deployed: { endpoint: string; outputs: StackOutputs },
): Promise<() => void> {
  const headers = consoleHeaders(deployed);
  const open = () => createStaticSite(consoleFiles, headers);
  let site = open();
  const config = consoleConfig({ ...deployed, version: packageVersion() });
  // Undone in reverse: no new requests, then those under way, then what they recorded.
  shutdown.add(apps.stop);
  const host = await startHost(settings.port, { apps, site: () => site, config, headers });
  shutdown.add(host.close);
  return () => {
    site = open();
  };
}

function packageVersion(): string {
  const text = readFileSync(join(repository, 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
