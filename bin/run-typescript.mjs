import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { installPackages, repository } from './install-packages.mjs';
import { whenOrphaned } from './when-orphaned.mjs';

/**
 * Runs a TypeScript file with the Node 24 that node_modules brings, and ends as it ends. The IPC channel tells the child
 * when this process dies, however it dies, so that nothing is left over.
 */
export function runTypeScript(file, args = []) {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < 20) {
    process.stderr.write(
      `  ✗ Node.js ${process.versions.node} is too old: install version 20 or newer and try again.\n`,
    );
    process.exit(1);
  }
  installPackages();
  const binaries = join(repository, 'node_modules/.bin');
  const bundledNode = join(repository, 'node_modules/node/bin/node');
  const node = existsSync(bundledNode) ? bundledNode : join(binaries, 'node');
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', join(repository, file), ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: `${binaries}${delimiter}${process.env.PATH ?? ''}` },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  whenOrphaned(() => child.kill('SIGTERM'));
  child.on('error', (error) => {
    process.stderr.write(`  ✗ ${file} could not be run (${error.message}): run \`npm ci\` and try again.\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}
