import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type StagePaths, stagePaths } from './paths.ts';
import { describeLostRun, endRun, lostRun, markRun } from './run-mark.ts';

const startedAt = Date.UTC(2026, 10, 27, 7, 30, 5, 250);
let paths: StagePaths;

beforeEach(() => {
  paths = stagePaths(mkdtempSync(join(tmpdir(), 'run-mark-')));
});
afterEach(() => rmSync(paths.home, { recursive: true }));

/** As the emulator does when it ends. */
function writeState(hour: number): void {
  const folder = join(paths.emulatorState, 'services');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'dynamodb.json'), '{}');
  const time = new Date(Date.UTC(2026, 10, 27, hour));
  utimesSync(join(folder, 'dynamodb.json'), time, time);
}

describe('a run', () => {
  it('that was never begun has lost nothing', () => {
    expect(lostRun(paths)).toBeNull();
    writeState(6);
    expect(lostRun(paths)).toBeNull();
  });

  it('that is ended leaves no mark, once the emulator has written its state', () => {
    markRun(paths, startedAt);
    writeState(8);
    endRun(paths);

    expect(existsSync(paths.runMark)).toBe(false);
  });

  it.each([['the first'], ['a later one']])('whose emulator wrote no state is lost: %s', (which) => {
    if (which !== 'the first') writeState(6);
    markRun(paths, startedAt);
    endRun(paths);

    expect(lostRun(paths)).toMatchObject({ startedAt: '2026-11-27T07:30:05.250Z' });
  });

  it('that was killed alone has lost nothing: its emulator writes the state', () => {
    writeState(6);
    markRun(paths, startedAt);
    writeState(8);

    expect(existsSync(paths.runMark)).toBe(true);
    expect(lostRun(paths)).toBeNull();
  });

  it('that nobody could read the mark of is not spoken of', () => {
    writeFileSync(paths.runMark, '');
    expect(lostRun(paths)).toBeNull();
  });
});

describe('what a start says of a lost run', () => {
  const since = 'what was stored since 2026-11-27T07:30:05Z is lost';

  it('is that all is new, where there was nothing before', () => {
    markRun(paths, startedAt);
    const said = describeLostRun(lostRun(paths) ?? expect.unreachable());

    expect(said).toMatch(/^ {2}! The last run was not ended cleanly: /);
    expect(said).toContain(since);
    expect(said).toContain('a new project and a new key');
  });

  it('is what is kept and what comes back, where there was something', () => {
    writeState(6);
    markRun(paths, startedAt);
    const said = describeLostRun(lostRun(paths) ?? expect.unreachable());

    expect(said).toContain(since);
    expect(said).toContain('What was stored before is kept.');
    expect(said).toContain('docs/runbooks/replay-telemetry.md');
  });
});
