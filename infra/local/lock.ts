import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { LocalStageError } from './local-stage-error.ts';

/**
 * Claims a state directory for this process: two stages that write the same state would destroy it. A lock whose process
 * is gone is taken over. Returns what releases it.
 */
export function claimHome(home: string, lockFile: string): () => void {
  const owner = readOwner(lockFile);
  if (owner !== null && owner !== process.pid && isAlive(owner)) {
    throw new LocalStageError(
      `A local stage runs on ${home} already (process ${owner}): stop it first, or give this one a state of its own with SIGNALBOX_HOME.`,
    );
  }
  writeFileSync(lockFile, String(process.pid), { mode: 0o600 });
  return () => {
    if (readOwner(lockFile) === process.pid) rmSync(lockFile, { force: true });
  };
}

function readOwner(lockFile: string): number | null {
  try {
    const owner = Number(readFileSync(lockFile, 'utf8'));
    return Number.isSafeInteger(owner) && owner > 0 ? owner : null;
  } catch {
    return null;
  }
}

/** Signal 0 only asks. A process of somebody else is alive too. */
export function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
