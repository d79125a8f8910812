import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where peers are installed: once for all checkouts, and out of the way of the product's own packages. */
export async function cacheFolder(name: string): Promise<string> {
  const root = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const folder = join(root, 'signalbox-bench', name);
  await mkdir(folder, { recursive: true });
  return folder;
}
