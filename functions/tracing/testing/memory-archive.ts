import { silentLogger } from '../../../shared/observability/logger.ts';
import { createRawArchive, type RawArchive } from '../raw/raw-archive.ts';
import type { RawObject, RawPage, RawStore } from '../raw/raw-store.ts';

export type MemoryRawStore = RawStore & { objects: Map<string, RawObject & { lifetime: number }> };

/** The archive's objects in memory, for tests of what is put there. */
export function memoryRawStore(): MemoryRawStore {
  const objects: MemoryRawStore['objects'] = new Map();
  return {
    objects,
    put: async (key, object, lifetime) => void objects.set(key, { ...object, lifetime }),
    get: async (key) => objects.get(key) ?? null,
    remove: async (key) => void objects.delete(key),
    list: async (prefix, after, limit = 1000): Promise<RawPage> => {
      const keys = [...objects.keys()]
        .filter((key) => key.startsWith(prefix) && (after === null || key > after))
        .sort();
      const page = keys.slice(0, limit).map((key) => ({ key, bytes: objects.get(key)?.body.byteLength ?? 0 }));
      return { objects: page, isLast: keys.length <= limit };
    },
  };
}

/** An archive of projects that capture content and keep it for 30 days, unless told otherwise. */
export function testArchive(
  store: Pick<RawStore, 'put'> = memoryRawStore(),
  settings: Partial<TestProject> = {},
): RawArchive {
  const project = { retentionDays: 30, capturesContent: true, ...settings };
  return createRawArchive({
    store,
    projects: { get: async (id) => ({ id, name: 'Test', createdAt: '', updatedAt: '', ...project }) },
    logger: silentLogger,
    clock: () => 0,
    write: () => undefined,
  });
}

interface TestProject {
  retentionDays: number;
  capturesContent: boolean;
}
