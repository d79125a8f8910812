import { changeTraceTags, type TraceTagResult, tagLimits } from '../../../../../shared/contract/trace-tags.ts';
import { api } from '../../../lib/api.ts';
import { inBatches } from './in-batches.ts';

export interface TagChange {
  traceIds: readonly string[];
  add: readonly string[];
  remove: readonly string[];
}

/** Changes the tags of any number of traces; what became of each, in order. */
export async function changeTags({ traceIds, add, remove }: TagChange): Promise<TraceTagResult[]> {
  const results: TraceTagResult[] = [];
  for (const batch of inBatches(traceIds, tagLimits.traces)) {
    const body = { traceIds: batch, add: [...add], remove: [...remove] };
    results.push(...(await api.call(changeTraceTags, { body })).results);
  }
  return results;
}

/** What takes the changes back: of each trace only what was really changed. */
export function undoOf(results: readonly TraceTagResult[]): TagChange[] {
  const changes = new Map<string, { traceIds: string[]; add: string[]; remove: string[] }>();
  for (const { traceId, status, added, removed } of results) {
    if (status !== 'changed') continue;
    const key = JSON.stringify([added, removed]);
    const change = changes.get(key) ?? { traceIds: [], add: removed, remove: added };
    change.traceIds.push(traceId);
    changes.set(key, change);
  }
  return [...changes.values()].filter(({ add, remove }) => add.length + remove.length > 0);
}

/** Tags as they are typed: with commas between them. */
export function readTags(text: string): string[] {
  return [...new Set(text.split(',').map((tag) => tag.trim()))].filter((tag) => tag !== '');
}
