import type { TraceSummary } from '../../shared/contract/span.ts';
import { hexOf, testProjectId } from './build-span.ts';

/** The summary of a trace of one call that took a second, and of which nothing else is known. */
export function buildTraceSummary(overrides: Partial<TraceSummary> = {}): TraceSummary {
  return {
    ...{ traceId: hexOf('trace', 32), projectId: testProjectId, name: 'chat' },
    ...{ startTime: '2026-11-21T08:00:00.000Z', endTime: '2026-11-21T08:00:01.000Z', durationMs: 1000 },
    ...{ status: 'ok', spanCount: 1, errorCount: 0, models: [], providers: [] },
    ...{
      inputTokens: 0,
      outputTokens: 0,
      totalTokens: 0,
      costNanoUsd: null,
      simulatedCostNanoUsd: 0,
      unpricedSpanCount: 0,
    },
    ...{ isEstimated: false, isSimulated: false, timeToFirstTokenMs: null },
    ...{ service: null, environment: null, sessionId: null, userId: null, release: null },
    ...{ tags: [], keyIds: [], types: [], errorTypes: [], prompts: [], metadata: [], scores: {} },
    ...{ inputPreview: null, outputPreview: null },
    ...overrides,
  };
}
