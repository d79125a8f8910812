import type { Environment } from '../../../shared/aws/client-config.ts';
import { LocalStageError } from '../local-stage-error.ts';
import type { StagePaths } from '../paths.ts';
import { isPortFree } from '../ports.ts';
import type { Progress } from '../progress.ts';
import { checkEndpoint } from '../safety/check-endpoint.ts';
import { checkOfferedServices } from '../safety/check-offered-services.ts';
import { localEnvironment } from '../safety/local-environment.ts';
import type { Settings } from '../settings.ts';
import { type Emulator, givenEmulator } from './emulator.ts';
import { findPython } from './find-python.ts';
import { installEmulator, isEmulatorInstalled } from './install-emulator.ts';
import { isDockerReady, startInDocker } from './start-in-docker.ts';
import { portTaken, startMiniStack } from './start-ministack.ts';

interface ObtainInput {
  settings: Settings;
  paths: StagePaths;
  environment: Environment;
  progress: Progress;
}

/** An emulator that runs and has been checked to be one: the one that is given, or one that this stage starts. */
export async function obtainEmulator(input: ObtainInput): Promise<Emulator> {
  const { settings, progress } = input;
  if (settings.givenEndpoint !== null) return await checkGiven(settings.givenEndpoint, progress);
  if (!(await isPortFree(settings.emulatorPort))) throw new LocalStageError(portTaken(settings.emulatorPort));
  const launch = await chooseLauncher(input);
  return await progress.step('Start the AWS emulator', async (describe) => {
    const emulator = await launch();
    describe(`${emulator.name} on ${emulator.url}`);
    return emulator;
  });
}

async function checkGiven(endpoint: string, progress: Progress): Promise<Emulator> {
  return await progress.step('Use the AWS emulator of AWS_ENDPOINT_URL', async (describe) => {
    const url = await checkEndpoint(endpoint);
    await checkOfferedServices(url);
    describe(url);
    return givenEmulator(url);
  });
}

async function chooseLauncher({
  settings,
  paths,
  environment,
  progress,
}: ObtainInput): Promise<() => Promise<Emulator>> {
  const options = { port: settings.emulatorPort, paths, environment };
  const child = localEnvironment(environment, `http://127.0.0.1:${settings.emulatorPort}`);
  const python = await findPython(child);
  if (python.kind === 'found') {
    if (!(await isEmulatorInstalled(python.command, child))) {
      await progress.step('Install the AWS emulator', () => installEmulator(python.command, child));
    }
    return () => startMiniStack({ ...options, python: python.command });
  }
  if (await isDockerReady(child)) return () => startInDocker(options);
  const fault = python.kind === 'missing' ? 'Python was not found' : `Python ${python.version} is too old`;
  throw new LocalStageError(
    `${fault}, and Docker does not run: install Python 3.10 or newer, or start Docker, and try again.`,
  );
}
