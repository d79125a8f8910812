import { changeTraceTags, type TraceTagResult } from '../../../shared/contract/trace-tags.ts';
import { AppError } from '../../../shared/http/app-error.ts';
import type { Api } from '../../../shared/http/create-api.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import type { CachedProjects } from '../../../shared/storage/cached-projects.ts';
import type { ChangedTags, TagRequest } from '../../../shared/storage/trace-annotation-tags.ts';
import { mapConcurrently } from '../../../shared/telemetry/map-concurrently.ts';

export interface TagPorts {
  changeTags(request: TagRequest): Promise<ChangedTags>;
  projects: CachedProjects;
  clock: Clock;
}

const concurrentTraces = 8;
/** For a project that is gone. */
const defaultRetentionDays = 30;

/** Tags that people give to traces. */
export function serveTags({ serve }: Pick<Api, 'serve'>, { changeTags, projects, clock }: TagPorts): void {
  serve(changeTraceTags, async ({ projectId, body: { traceIds, add, remove } }) => {
    const retentionDays = (await projects.get(projectId))?.retentionDays ?? defaultRetentionDays;
    const change = (traceId: string) =>
      resultOf(traceId, changeTags({ projectId, traceId, add, remove, now: clock(), retentionDays }));
    const results = await mapConcurrently([...new Set(traceIds)], concurrentTraces, change);
    return { results };
  });
}

async function resultOf(traceId: string, change: Promise<ChangedTags>): Promise<TraceTagResult> {
  try {
    const { tags, added, removed } = await change;
    const status = added.length + removed.length > 0 ? 'changed' : 'unchanged';
    return { traceId, status, tags, added, removed, error: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, message, isRetryable } = error;
    return {
      traceId,
      status: 'failed',
      tags: [],
      added: [],
      removed: [],
      error: { code, message, retryable: isRetryable },
    };
  }
}
