import { join } from 'node:path';
import type { Environment } from '../../../shared/aws/client-config.ts';
import { LocalStageError } from '../local-stage-error.ts';
import { repository, type StagePaths } from '../paths.ts';
import { runCommand } from '../run-command.ts';
import { localEnvironment } from '../safety/local-environment.ts';
import type { Emulator } from './emulator.ts';

/** True if Docker runs and has compose: the way for machines without Python. */
export async function isDockerReady(environment: NodeJS.ProcessEnv): Promise<boolean> {
  const [daemon, compose] = await Promise.all([
    runCommand('docker', ['info', '--format', '{{.ServerVersion}}'], { environment }),
    runCommand('docker', ['compose', 'version'], { environment }),
  ]);
  return daemon.code === 0 && compose.code === 0;
}

export interface DockerOptions {
  port: number;
  paths: StagePaths;
  environment: Environment;
}

/** Starts MiniStack from `docker-compose.yml`; its state is in the stage's folder as without Docker. */
export async function startInDocker({ port, paths, environment }: DockerOptions): Promise<Emulator> {
  const url = `http://127.0.0.1:${port}`;
  const compose = async (...args: string[]) =>
    await runCommand('docker', ['compose', '--project-name', `signalbox-${port}`, ...args], {
      cwd: repository,
      environment: {
        ...localEnvironment(environment, url),
        COMPOSE_FILE: join(repository, 'docker-compose.yml'),
        EMULATOR_PORT: String(port),
        EMULATOR_STATE: paths.emulatorState,
      },
    });
  const { code, output } = await compose('up', '--detach', '--wait', 'ministack');
  if (code !== 0) {
    await compose('down');
    const reason = output.trim().split('\n').at(-1) ?? '';
    throw new LocalStageError(
      `Docker could not start the emulator (${reason}): fix that, or install Python 3.10 or newer.`,
    );
  }
  let isStopping = false;
  const died = compose('wait', 'ministack').then(async () =>
    isStopping
      ? await new Promise<string>(() => undefined)
      : 'The emulator’s container stopped: see docker compose logs, then run npm start again.',
  );
  return {
    url,
    name: 'MiniStack in Docker',
    died,
    stop: async () => {
      isStopping = true;
      await compose('down', '--timeout', '20');
    },
  };
}
