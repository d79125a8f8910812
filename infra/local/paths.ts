import { join, resolve } from 'node:path';

export const repository = resolve(import.meta.dirname, '../..');

/** Installed once for all stages of a checkout. */
export const emulatorPackages = join(repository, '.signalbox/emulator');
export const consoleFiles = join(repository, 'frontend/dist');
/** Says from which source `frontend/dist` was built; outside of it, because all in it is served. */
export const consoleStamp = join(repository, '.signalbox/console.json');

/** Everything that one stage keeps. */
export interface StagePaths {
  home: string;
  localFile: string;
  stageFile: string;
  lockFile: string;
  /** There while the emulator holds what no file does. */
  runMark: string;
  /** What is deployed to the emulator, and from which source. */
  deployedFile: string;
  emulatorState: string;
  emulatorLog: string;
  /** Where the emulator unpacks functions; worth nothing once it has stopped. */
  emulatorTemporary: string;
  cloudAssembly: string;
}

export function stagePaths(home: string): StagePaths {
  return {
    home,
    localFile: join(home, 'local.json'),
    stageFile: join(home, 'stage.json'),
    lockFile: join(home, 'stage.lock'),
    runMark: join(home, 'running.json'),
    deployedFile: join(home, 'deployed.json'),
    emulatorState: join(home, 'state'),
    emulatorLog: join(home, 'emulator.log'),
    emulatorTemporary: join(home, 'tmp'),
    cloudAssembly: join(home, 'cdk.out'),
  };
}
