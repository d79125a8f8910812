import { type FSWatcher, watch } from 'node:fs';
import { join, relative } from 'node:path';

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
    if (irrelevant.test(file)) return;
    changed.add(file);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const files = changed;
      changed = new Set();
      onChange(files);
    }, quietMs);
  };
  const watchers: FSWatcher[] = folders.map((folder) =>
    watch(join(root, folder), { recursive: true }, (_, name) => {
      if (name !== null) notice(relative(root, join(root, folder, name)));
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
