import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { LocalStageError } from '../local-stage-error.ts';
import { consoleFiles, consoleStamp, repository } from '../paths.ts';
import { runCommand } from '../run-command.ts';
import { sourceHash } from '../source-hash.ts';
import { readJsonFile, writePrivateJson } from '../stage-files.ts';

const stampSchema = z.object({ hash: z.string() });

/** Builds the console unless `frontend/dist` was built from this source; says whether it did. */
export async function buildConsole(environment: NodeJS.ProcessEnv): Promise<'built' | 'unchanged'> {
  const hash = sourceHash(repository, ['frontend', 'shared', 'package-lock.json']);
  const isBuilt = existsSync(join(consoleFiles, 'index.html'));
  if (isBuilt && readJsonFile(consoleStamp, stampSchema)?.hash === hash) return 'unchanged';
  await mkdir(dirname(consoleStamp), { recursive: true });
  await buildAside(environment);
  writePrivateJson(consoleStamp, { hash });
  return 'built';
}

/** Builds next to what is served and swaps: another stage of this checkout may read or build at the same time. */
async function buildAside(environment: NodeJS.ProcessEnv): Promise<void> {
  const aside = join(dirname(consoleStamp), `console.${process.pid}.tmp`);
  try {
    const { code, output } = await runCommand(
      'vite',
      ['build', 'frontend', '--logLevel', 'warn', '--outDir', aside, '--emptyOutDir'],
      { cwd: repository, environment: { ...environment, NODE_ENV: 'production', NO_COLOR: '1' } },
    );
    if (code !== 0) throw new LocalStageError(explain(output), output);
    await rm(consoleFiles, { recursive: true, force: true });
    await rename(aside, consoleFiles);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

function explain(output: string): string {
  const reason = output.split('\n').find((line) => /error/i.test(line)) ?? output.trim().split('\n')[0] ?? '';
  return `The console could not be built (${reason.trim()}): correct that, or see all with npm run build:console.`;
}
