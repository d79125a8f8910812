import { existsSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { exitAfterHelp } from '../cli/command-usage.ts';
import { LocalStageError } from './local-stage-error.ts';
import { claimHome } from './lock.ts';
import { emulatorPackages, stagePaths } from './paths.ts';
import { readSettings } from './settings.ts';

/** `npm run reset`: asks, then clears what the local stage has stored. `--yes` does not ask. The emulator stays installed. */
exitAfterHelp({
  command: 'npm run reset',
  about: 'Asks, then clears what the local stage has stored. The emulator stays installed.',
  flags: { yes: { help: 'does not ask' } },
});
try {
  const { home } = readSettings(process.env, process.env['INIT_CWD'] ?? process.cwd());
  if (!existsSync(join(home, 'local.json')) && !existsSync(stagePaths(home).emulatorState)) {
    process.stdout.write(`  There is nothing to clear in ${home}.\n`);
  } else if (await isConfirmed(home)) {
    await clear(home);
    process.stdout.write('  ✓ Cleared: npm start begins with an empty project\n');
  } else {
    process.stdout.write('  Nothing was cleared.\n');
  }
} catch (error) {
  const isKnown = error instanceof LocalStageError;
  process.stderr.write(`  ✗ ${isKnown ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function isConfirmed(home: string): Promise<boolean> {
  if (process.argv.includes('--yes')) return true;
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  // At the end of the input nobody is there to agree.
  const ended = new Promise<string>((done) => prompt.once('close', () => done('')));
  const question = `  Delete all projects, keys and traces of the local stage in ${home}? (yes/no) `;
  const answer = await Promise.race([prompt.question(question), ended]);
  prompt.close();
  return /^y(es)?$/i.test(answer.trim());
}

/** Only what the stage wrote, by name: SIGNALBOX_HOME may hold other things. */
async function clear(home: string): Promise<void> {
  const paths = stagePaths(home);
  const release = claimHome(home, paths.lockFile);
  const written = [
    paths.localFile,
    paths.stageFile,
    paths.deployedFile,
    paths.runMark,
    paths.emulatorState,
    paths.emulatorLog,
    paths.emulatorTemporary,
    paths.cloudAssembly,
  ];
  try {
    for (const path of written) await rm(path, { recursive: true, force: true });
  } finally {
    release();
  }
  const left = readdirSync(home).filter((name) => join(home, name) !== emulatorPackages);
  if (left.length === 0 && !emulatorPackages.startsWith(home)) await rm(home, { recursive: true, force: true });
}
