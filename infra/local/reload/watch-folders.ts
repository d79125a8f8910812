import { type FSWatcher, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';

interface WatchedFolders {
  /** Ends it. */
  close(): void;
}

/**
 * Watches a folder and all below it, each by itself. The system's own recursive watching follows every file where it lies
 * on Linux, and loses one that is replaced (as `git pull` and many editors do) for good.
 */
export function watchFolders(
  root: string,
  isRelevant: (path: string) => boolean,
  onFile: (path: string) => void,
): WatchedFolders {
  const watchers = new Map<string, FSWatcher>();

  const forget = (folder: string) => {
    for (const [path, watcher] of watchers) {
      if (path !== folder && !path.startsWith(`${folder}/`)) continue;
      watcher.close();
      watchers.delete(path);
    }
  };
  /** Tells of every file in it: they may have come before the watcher did. */
  const follow = (folder: string, onFound: (path: string) => void) => {
    forget(folder);
    const entries = open(folder);
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (!isRelevant(path)) continue;
      if (entry.isDirectory()) follow(path, onFound);
      else onFound(path);
    }
  };
  /** Nothing if there is no such folder (any more). */
  const open = (folder: string) => {
    try {
      const watcher = watch(folder, (event, name) => {
        if (name !== null) notice(event, join(folder, name));
      });
      watcher.on('error', () => forget(folder));
      watchers.set(folder, watcher);
      return readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      if (!isGone(error)) throw error;
      forget(folder);
      return [];
    }
  };
  const notice = (event: string, path: string) => {
    if (!isRelevant(path)) return;
    onFile(path);
    // Something is here now, or is not any more.
    if (event === 'rename') follow(path, onFile);
  };

  follow(root, () => undefined);
  return { close: () => forget(root) };
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
