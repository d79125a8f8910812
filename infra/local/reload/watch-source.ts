import { join, relative } from 'node:path';
import { watchFolders } from './watch-folders.ts';

/** Long enough for an editor or a checkout to finish writing. */
const quietMs = 120;
const irrelevant = /(^|\/)(node_modules|dist|cdk\.out|coverage|\.[^/]*)(\/|$)|\.test\.tsx?$|~$|\.tmp$/;

/** Calls back with the files that changed (relative to the root), once it has been quiet for a moment. */
export function watchSource(
  root: string,
  folders: readonly string[],
  onChange: (files: ReadonlySet<string>) => void,
): () => void {
  let changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const notice = (file: string) => {
    changed.add(file);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const files = changed;
      changed = new Set();
      onChange(files);
    }, quietMs);
  };
  const watched = folders.map((folder) =>
    watchFolders(
      join(root, folder),
      (path) => !irrelevant.test(relative(root, path)),
      (path) => notice(relative(root, path)),
    ),
  );
  return () => {
    clearTimeout(timer);
    for (const each of watched) each.close();
  };
}
