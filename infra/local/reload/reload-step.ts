import { formatDuration, type Progress } from '../progress.ts';

interface ReloadStepOptions {
  /** Whose files it brings in. */
  folders: readonly string[];
  /** What to say when it is done. */
  what: string;
  progress: Pick<Progress, 'line'>;
  /** False if nothing had to be done. */
  work: (files: ReadonlySet<string>) => Promise<boolean>;
}

/**
 * One thing that edits are brought into. It says what was done, or why not: an edit that does not build leaves what runs as
 * it is. Its files are not forgotten then. A checkout writes one file after the other, and when the last is there, those
 * that came before it still have to be brought in.
 */
export function createReloadStep(options: ReloadStepOptions): (files: ReadonlySet<string>) => Promise<void> {
  const { folders, what, progress, work } = options;
  const waiting = new Set<string>();
  return async (files) => {
    for (const file of files) if (folders.some((folder) => file.startsWith(`${folder}/`))) waiting.add(file);
    if (waiting.size === 0) return;
    const startedAt = performance.now();
    try {
      if (await work(waiting)) progress.line(`  ↻ ${what} (${formatDuration(performance.now() - startedAt)})`);
      waiting.clear();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      progress.line(`  ✗ The edit is not in effect, what ran before still runs: ${reason}`);
    }
  };
}
