import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
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
  const { code, output } = await runCommand('vite', ['build', 'frontend', '--logLevel', 'warn'], {
    cwd: repository,
    environment: { ...environment, NODE_ENV: 'production', NO_COLOR: '1' },
  });
  if (code !== 0) {
    process.stderr.write(`${output.trim()}\n`);
    throw new LocalStageError('The console could not be built: correct what is printed above and try again.', output);
  }
  await mkdir(dirname(consoleStamp), { recursive: true });
  writePrivateJson(consoleStamp, { hash });
  return 'built';
}
