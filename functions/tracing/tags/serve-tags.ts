import { changeTraceTags, type TraceTagResult } from '../../../shared/contract/trace-tags.ts';
import { AppError } from '../../../shared/http/app-error.ts';
import type { Api } from '../../../shared/http/create-api.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import { annotationFailureOf } from '../../../shared/storage/annotation-failure.ts';
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
    // No table takes half a character; tags of spans are without them, too.
    const change = { add: add.map(wellFormed), remove: remove.map(wellFormed) };
    const changeOne = (traceId: string) =>
      outcomeOf(changeTags({ projectId, traceId, ...change, now: clock(), retentionDays }));
    const distinct = [...new Set(traceIds)];
    const outcomes = await mapConcurrently(distinct, concurrentTraces, changeOne);
    const failures = outcomes.flatMap((outcome) => (outcome instanceof AppError ? [outcome] : []));
    const retryable = failures.find(({ isRetryable }) => isRetryable);
    // Nothing was changed: its sender may send all of it again.
    if (failures.length === outcomes.length && retryable !== undefined) throw retryable;
    return { results: outcomes.map((outcome, index) => toResult(distinct[index] ?? '', outcome)) };
  });
}

function wellFormed(tag: string): string {
  return tag.toWellFormed();
}

async function outcomeOf(change: Promise<ChangedTags>): Promise<ChangedTags | AppError> {
  try {
    return await change;
  } catch (error) {
    return annotationFailureOf(error);
  }
}

function toResult(traceId: string, outcome: ChangedTags | AppError): TraceTagResult {
  if (outcome instanceof AppError) {
    const { code, message, isRetryable: retryable } = outcome;
    const unchanged = { tags: [], added: [], removed: [] };
    return { traceId, status: 'failed', ...unchanged, error: { code, message, retryable } };
  }
  const { tags, added, removed } = outcome;
  const status = added.length + removed.length > 0 ? 'changed' : 'unchanged';
  return { traceId, status, tags, added, removed, error: null };
}
