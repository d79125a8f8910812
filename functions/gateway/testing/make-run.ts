import { createSandboxProvider } from '../../../shared/providers/sandbox/sandbox-provider.ts';
import type { Run } from '../begin-run.ts';
import type { Target } from '../planning/resolve-model.ts';
import { createObservation } from '../recording/observation.ts';
import { projectId } from './gateway-harness.ts';

/** A run whose answer has yet to come. */
export function makeRun(more: Partial<Run> = {}): Run {
  return {
    operation: 'chat',
    target: { provider: createSandboxProvider({ clock: () => 0, ids: () => 'id' }) } as Target,
    projectId,
    keyId: null,
    requestId: 'request-1',
    requestedModel: 'sandbox/lorem',
    request: {},
    rawBody: new Uint8Array(),
    isStreamed: true,
    traceId: '0'.repeat(32),
    spanId: '0'.repeat(16),
    parentSpanId: null,
    startedAt: 0,
    elapsed: () => 5,
    observation: createObservation(),
    abort: new AbortController(),
    unfollowClient: () => undefined,
    ...more,
  };
}
