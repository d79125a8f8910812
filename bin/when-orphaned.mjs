import { spawnSync } from 'node:child_process';

const everyMs = 500;

/**
 * Calls back when npm, which started this process through a shell, is gone: a signal to npm reaches the shell at most. Does
 * nothing where npm is not involved, for then a parent may end as it likes.
 */
export function whenOrphaned(callback) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parents = [process.ppid, parentOf(process.ppid)].filter((processId) => processId > 1);
  const timer = setInterval(() => {
    if (process.ppid === parents[0] && parents.every(isAlive)) return;
    clearInterval(timer);
    callback();
  }, everyMs);
  timer.unref();
}

function parentOf(processId) {
  const { stdout } = spawnSync('ps', ['-o', 'ppid=', '-p', String(processId)], { encoding: 'utf8' });
  return Number.parseInt(stdout ?? '', 10) || 0;
}

function isAlive(processId) {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
