import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const repository = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** True if every package of the lockfile that belongs on this platform is installed in the locked version. */
export function packagesMatchLockfile(root = repository) {
  const installedPath = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installedPath) || !existsSync(join(root, 'node_modules/.bin/node'))) return false;
  const installed = readJson(installedPath).packages ?? {};
  const locked = readJson(join(root, 'package-lock.json')).packages ?? {};
  return Object.entries(locked).every(([path, entry]) => {
    if (path === '') return true;
    const present = installed[path];
    return present === undefined ? entry.optional === true : present.version === entry.version;
  });
}

/** Runs `npm ci` if it is needed; says so in one line and ends the process with one sentence if it fails. */
export function installPackages() {
  if (packagesMatchLockfile()) return;
  const startedAt = Date.now();
  process.stdout.write('  … Installing packages (npm ci), about a minute the first time\n');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const [command, commandArgs] = npm?.endsWith('.js') ? [process.execPath, [npm, ...args]] : ['npm', args];
  const result = spawnSync(command, commandArgs, {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  if (result.status !== 0) {
    const output = `${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}`;
    process.stderr.write(`  ✗ ${explainFailure(output)}\n`);
    process.exit(1);
  }
  process.stdout.write(`  ✓ Installed packages (${((Date.now() - startedAt) / 1000).toFixed(1)} s)\n`);
}

function explainFailure(output) {
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|network/i.test(output)) {
    return 'npm could not reach its registry: connect to the network, or set a registry with `npm config set registry`, and try again.';
  }
  if (output.includes('ENOENT'))
    return 'npm was not found: install Node.js 20 or newer together with npm and try again.';
  const reason = output.split('\n').find((line) => /^npm (error|ERR!)/.test(line)) ?? output.trim().split('\n').at(-1);
  return `npm ci failed: run \`npm ci\` by hand to see why (${reason}).`;
}
