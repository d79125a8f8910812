import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LocalStageError } from '../local-stage-error.ts';
import { emulatorPackages } from '../paths.ts';
import { runCommand } from '../run-command.ts';

export const emulatorVersion = '1.4.21';
/** Cognito's signed tokens need `cryptography`. */
const requirements = [`ministack==${emulatorVersion}`, 'cryptography'];

/** True if the pinned emulator is there and its compiled parts load in this Python, whose version may have changed. */
export async function isEmulatorInstalled(python: string, environment: NodeJS.ProcessEnv): Promise<boolean> {
  if (!existsSync(join(emulatorPackages, `ministack-${emulatorVersion}.dist-info`))) return false;
  const { code } = await runCommand(python, ['-c', 'import ministack, cryptography.hazmat.bindings._rust, yaml'], {
    environment: { ...environment, PYTHONPATH: emulatorPackages },
  });
  return code === 0;
}

/**
 * Installs into a private folder: that needs no virtual environment, whose package Debian leaves out, and touches nothing
 * of the system. The folder appears whole or not at all.
 */
export async function installEmulator(python: string, environment: NodeJS.ProcessEnv): Promise<void> {
  await requirePip(python, environment);
  const staging = `${emulatorPackages}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(emulatorPackages), { recursive: true });
    const { code, output } = await runCommand(
      python,
      ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', staging, ...requirements],
      { environment },
    );
    if (code !== 0) throw new LocalStageError(explainPipFailure(output), output);
    await rm(emulatorPackages, { recursive: true, force: true });
    await rename(staging, emulatorPackages);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function requirePip(python: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const { code } = await runCommand(python, ['-m', 'pip', '--version'], { environment });
  if (code === 0) return;
  throw new LocalStageError(
    'Python is there but pip is not: install it (Debian and Ubuntu: `apt install python3-pip`) or start Docker, and try again.',
  );
}

const networkFault =
  /NewConnectionError|NameResolutionError|ConnectTimeoutError|Failed to establish a new connection|Max retries exceeded|Network is unreachable|Temporary failure in name resolution|ReadTimeoutError|from versions: none/;

/** The sentence for a person, from what pip printed. */
export function explainPipFailure(output: string): string {
  if (networkFault.test(output)) {
    return 'The emulator could not be installed because PyPI cannot be reached: connect to the network (or set PIP_INDEX_URL to a mirror) and try again.';
  }
  const reason =
    output.split('\n').findLast((line) => line.startsWith('ERROR:')) ?? output.trim().split('\n').at(-1) ?? '';
  return `The emulator could not be installed with pip (${reason.trim()}): fix that and try again, or start Docker.`;
}
