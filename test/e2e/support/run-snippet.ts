import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { resultsDirectory } from './screenshot.ts';

const repository = resolve(import.meta.dirname, '../../..');

/** Runs a TypeScript snippet as a program of its own, where `openai` is installed, and gives what it printed. */
export async function runSnippet(code: string, environment: Record<string, string> = {}): Promise<string> {
  await mkdir(resultsDirectory, { recursive: true });
  const file = join(resultsDirectory, `snippet-${randomUUID()}.mts`);
  await writeFile(file, code);
  try {
    const env = { ...process.env, ...environment };
    const { stdout } = await promisify(execFile)(process.execPath, [file], { cwd: repository, timeout: 60_000, env });
    return stdout;
  } finally {
    await rm(file, { force: true });
  }
}
