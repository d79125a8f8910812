import { changeTraceTags, type TraceTagResult, tagLimits } from '../../../../../shared/contract/trace-tags.ts';
import { api } from '../../../lib/api.ts';
import { describeError } from '../../../lib/error-message.ts';
import { inBatches } from './in-batches.ts';

export interface TagChange {
  traceIds: readonly string[];
  add: readonly string[];
  remove: readonly string[];
}

export interface TagOutcome {
  /** What became of each trace that was come to, in order. */
  results: TraceTagResult[];
  /** Why the rest was not come to. */
  error: unknown;
}

/**
 * Changes the tags of any number of traces. A request that fails after others leaves what these have changed, which can be taken
 * back; one that fails first is thrown.
 */
export async function changeTags({ traceIds, add, remove }: TagChange): Promise<TagOutcome> {
  const results: TraceTagResult[] = [];
  for (const batch of inBatches(traceIds, tagLimits.traces)) {
    const body = { traceIds: batch, add: [...add], remove: [...remove] };
    try {
      results.push(...(await api.call(changeTraceTags, { body })).results);
    } catch (error) {
      if (results.length === 0) throw error;
      return { results, error };
    }
  }
  return { results, error: null };
}

/** `Tagged 100 of 230 traces.`, and why not the others. */
export function describeTagging(
  { results, error }: TagOutcome,
  traceCount: number,
): { text: string; isWhole: boolean } {
  const changed = results.filter(({ status }) => status === 'changed').length;
  const refused = results.find(({ status }) => status === 'failed')?.error?.message;
  const why = refused ?? (error === null ? undefined : describeError(error).message);
  if (why === undefined) return { text: `Tagged ${changed === 1 ? '1 trace' : `${changed} traces`}.`, isWhole: true };
  return { text: `Tagged ${changed} of ${traceCount} traces. ${why}`, isWhole: false };
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
