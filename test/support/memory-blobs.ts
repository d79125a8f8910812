import type { BlobStore } from '../../shared/telemetry/blob-store.ts';

/** The port to S3, for tests of what is put through it. */
export function memoryBlobs(): BlobStore & { objects: Map<string, Uint8Array> } {
  const objects = new Map<string, Uint8Array>();
  return {
    objects,
    put: async (key, bytes) => {
      objects.set(key, bytes);
    },
    get: async (key) => objects.get(key) ?? null,
  };
}
