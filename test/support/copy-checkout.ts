import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { repository } from './start-local-stage.ts';

const sources = ['bin', 'frontend', 'functions', 'infra', 'shared', 'cdk.json', 'package.json', 'package-lock.json'];
const configuration = ['tsconfig.json', '.signalbox/console.json'];
/** Too large to copy, and nothing that a stage would change. */
const shared = ['node_modules', '.signalbox/emulator'];

/** A copy of what a local stage runs from, in which a test may edit. The built console comes along. */
export function copyCheckout(): string {
  const copy = realpathSync(mkdtempSync(join(tmpdir(), 'signalbox-checkout-')));
  mkdirSync(join(copy, '.signalbox'));
  for (const path of [...sources, ...configuration]) {
    const from = join(repository, path);
    if (!existsSync(from)) continue;
    cpSync(from, join(copy, path), { recursive: true, filter: (file) => basename(file) !== 'node_modules' });
  }
  for (const path of shared) symlinkSync(join(repository, path), join(copy, path));
  return copy;
}
