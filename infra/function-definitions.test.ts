import { expect, test } from 'vitest';
import { settledAfterMilliseconds } from '../shared/storage/trace-late-notes.ts';
import { functionDefinitions } from './function-definitions.ts';

const minute = 60_000;
/** For so long AWS takes a signed request; and no clock of anybody whose requests it takes is further off. */
const signedMilliseconds = 5 * minute;

test.each(['tracing', 'tracingWorker', 'tracingReplayWorker', 'tracingDeletionWorker'] as const)(
  'what %s began to write is written, or will not be, when its note counts as settled',
  (name) => {
    const lifetime = functionDefinitions[name].timeoutSeconds * 1000;
    expect(lifetime + 2 * signedMilliseconds).toBeLessThan(settledAfterMilliseconds);
  },
);
