import type { Logger } from '../observability/logger.ts';
import type { Clock } from '../runtime/clock.ts';
import { type ApiKeyRepository, touchIntervalMilliseconds } from '../storage/api-keys.ts';

/** Remembers when keys were last used, without the request waiting for it. */
export interface KeyUse {
  /** Returns at once; never throws. */
  note(keyId: string): void;
  /** Resolves when what was noted is written. */
  flush(): Promise<void>;
}

interface KeyUsePorts {
  keys: Pick<ApiKeyRepository, 'touch'>;
  clock: Clock;
  logger: Logger;
}

const maxRemembered = 10_000;

/** Writes at most once a minute per key and process; the write's condition holds that across processes. */
export function createKeyUse({ keys, clock, logger }: KeyUsePorts): KeyUse {
  const notedAt = new Map<string, number>();
  const writing = new Set<Promise<void>>();
  return {
    note(keyId) {
      const now = clock();
      if (now - (notedAt.get(keyId) ?? 0) < touchIntervalMilliseconds) return;
      if (notedAt.size >= maxRemembered) notedAt.clear();
      notedAt.set(keyId, now);
      const write = keys
        .touch(keyId, now)
        .catch((error: unknown) => logger.warn('identity.key.touched', { keyId, error }))
        .finally(() => writing.delete(write));
      writing.add(write);
    },
    async flush() {
      await Promise.all(writing);
    },
  };
}
