import type { Limit, LimitCounter, LimitUse, listLimitCounters } from '../../shared/contract/governance.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { NotFoundError, ValidationError } from '../../shared/http/errors.ts';
import type { ApiKeyRepository } from '../../shared/storage/api-keys.ts';
import type { GovernancePorts } from './app.ts';

type Ports = Pick<GovernancePorts, 'keys' | 'limits' | 'limitCounters' | 'clock'>;

const maxCounters = 100;
const pageSize = 100;
/**
 * Longer than a counter tells of a call: for two minutes, or as long as it holds a place. Who has thousands of keys uses few of them
 * in it, and every counter that is looked for costs a read, also where there is none.
 */
const countedMilliseconds = 3_600_000;

/** Who uses how much of a limit; of one that has a counter for each key or user, those that use some of it. */
export function handleListLimitCounters(ports: Ports): Handler<typeof listLimitCounters> {
  return async ({ projectId, params, query }) => {
    const limit = await ports.limits.get(projectId, params.limitId);
    if (limit === null) throw new NotFoundError('The limit');
    const subjects = await subjectsOf(ports, projectId, limit, query.subject);
    const uses = await ports.limitCounters.readOf(projectId, limit, subjects, ports.clock());
    const counters = uses.map((use, index): LimitCounter => ({ subject: subjects[index] ?? '', use }));
    if (query.subject !== undefined) return { items: counters, nextCursor: null };
    const used = counters.filter(({ use }) => fullness(limit, use) > 0);
    const fullestFirst = used.toSorted((a, b) => fullness(limit, b.use) - fullness(limit, a.use));
    return { items: fullestFirst.slice(0, maxCounters), nextCursor: null };
  };
}

async function subjectsOf({ keys, clock }: Ports, projectId: string, limit: Limit, asked?: string): Promise<string[]> {
  if (!limit.isEnabled) return [];
  if (limit.each === null) return [''];
  if (asked !== undefined) return [asked];
  const only = limit.each === 'key' ? limit.scope.keyId : limit.scope.userId;
  if (only !== null) return [only];
  if (limit.each === 'user') {
    const message = 'a limit of each user has no list of them: name the user whose use is asked for';
    throw new ValidationError([{ field: 'query.subject', message }]);
  }
  // People in the console call without a key.
  return ['', ...(await listKeysUsedSince(clock() - countedMilliseconds, keys, projectId))];
}

async function listKeysUsedSince(
  since: number,
  keys: Pick<ApiKeyRepository, 'list'>,
  projectId: string,
): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await keys.list(projectId, { limit: pageSize, ...(cursor === undefined ? {} : { cursor }) });
    ids.push(...page.items.filter(({ lastUsedAt }) => (lastUsedAt ?? 0) >= since).map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return ids;
}

/** 0 to 1 of what is nearest to its end: it is the one that refuses calls first. */
function fullness(limit: Limit, { requests, tokens, concurrency }: LimitUse): number {
  const partOf = (used: number | null, bound: number | null) => (used === null || bound === null ? 0 : used / bound);
  return Math.max(
    partOf(requests, limit.requestsPerMinute),
    partOf(tokens, limit.tokensPerMinute),
    partOf(concurrency, limit.concurrency),
  );
}
