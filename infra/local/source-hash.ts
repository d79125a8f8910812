import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Never part of what is built, wherever they are. */
const ignored = /(^|\/)(node_modules|dist|cdk\.out|coverage|\.[^/]+)$|\.test\.tsx?$/;

/**
 * A hash over the names and contents of files and folders. Tests, dot files and built files do not count; a path that
 * does not exist does, as absent.
 */
export function sourceHash(root: string, paths: readonly string[], salt: readonly string[] = []): string {
  const hash = createHash('sha256').update(JSON.stringify(salt));
  for (const path of paths) {
    for (const file of filesBelow(join(root, path))) {
      const content = readFileSync(file);
      hash.update(`${relative(root, file)}\0${content.byteLength}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

/** All files, in an order that does not depend on the file system. */
export function filesBelow(path: string): string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (stat.isFile()) return [path];
  return readdirSync(path)
    .sort()
    .map((name) => join(path, name))
    .filter((child) => !ignored.test(child))
    .flatMap(filesBelow);
}
