import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { StagePaths } from './paths.ts';
import { readJsonFile, writePrivateJson } from './stage-files.ts';

/** `.signalbox/running.json`. */
const runMarkSchema = z.object({
  startedAt: z.iso.datetime(),
  /** Of the state that the run began with; null: it began with none. */
  stateWrittenAt: z.iso.datetime().nullable(),
});
type RunMark = z.output<typeof runMarkSchema>;

/** Marks that the emulator holds in memory what is stored from now on. */
export function markRun(paths: StagePaths, now: number): void {
  const mark: RunMark = { startedAt: new Date(now).toISOString(), stateWrittenAt: stateWrittenAt(paths) };
  writePrivateJson(paths.runMark, mark);
}

/** Removes the mark once the emulator has ended, unless it wrote no state. */
export function endRun(paths: StagePaths): void {
  if (lostRun(paths) === null) rmSync(paths.runMark, { force: true });
}

/**
 * The last run, if its state never came to the disk, as after a power cut. Where only the stage was killed its mark is left, and
 * nothing is lost: the emulator wrote its state.
 */
export function lostRun(paths: StagePaths): RunMark | null {
  const mark = readJsonFile(paths.runMark, runMarkSchema);
  return mark?.stateWrittenAt === stateWrittenAt(paths) ? mark : null;
}

/** What a start says of it. The archive of requests is in files at once, unlike all else. */
export function describeLostRun({ startedAt, stateWrittenAt }: RunMark): string {
  const since = startedAt.replace(/\.\d+Z$/, 'Z');
  const left =
    stateWrittenAt === null
      ? 'Nothing was written before, so this start makes a new project and a new key.'
      : 'What was stored before is kept. Of its projects, traces since then come back with a replay: docs/runbooks/replay-telemetry.md.';
  return (
    `  ! The last run was not ended cleanly: what was stored since ${since} is lost ` +
    `(the emulator keeps it in memory and writes it when it ends).\n    ${left}`
  );
}

/** Projects, keys and traces are in this file, which the emulator writes when it ends, whole or not at all. */
function stateWrittenAt({ emulatorState }: StagePaths): string | null {
  const file = statSync(join(emulatorState, 'services/dynamodb.json'), { throwIfNoEntry: false });
  return file?.mtime.toISOString() ?? null;
}
