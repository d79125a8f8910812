import { runCommand } from '../run-command.ts';

export const minimumPython = [3, 10] as const;

export type PythonSearch =
  | { kind: 'found'; command: string; version: string }
  | { kind: 'too-old'; version: string }
  | { kind: 'missing' };

const candidates = ['python3', 'python', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];

/** The first Python on the PATH that is new enough. */
export async function findPython(environment: NodeJS.ProcessEnv): Promise<PythonSearch> {
  let newestTooOld: string | null = null;
  for (const command of candidates) {
    const { code, output } = await runCommand(command, ['--version'], { environment });
    const version = code === 0 ? pythonVersion(output) : null;
    if (version === null) continue;
    if (isNewEnough(version)) return { kind: 'found', command, version };
    newestTooOld ??= version;
  }
  return newestTooOld === null ? { kind: 'missing' } : { kind: 'too-old', version: newestTooOld };
}

export function pythonVersion(output: string): string | null {
  return /^Python (\d+\.\d+\.\d+)/m.exec(output)?.[1] ?? null;
}

export function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > minimumPython[0] || (major === minimumPython[0] && minor >= minimumPython[1]);
}
