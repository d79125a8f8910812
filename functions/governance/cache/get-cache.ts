import type { getCache } from '../../../shared/contract/response-cache.ts';
import type { Handler } from '../../../shared/http/create-api.ts';
import type { GovernancePorts } from '../app.ts';
import { summariseHistory } from './summarise-history.ts';

/** The settings, and what was saved with them. */
export function handleGetCache({ cache, clock }: Pick<GovernancePorts, 'cache' | 'clock'>): Handler<typeof getCache> {
  return async ({ projectId, query }) => {
    const [settings, history] = await Promise.all([cache.get(projectId), cache.history(projectId)]);
    return { settings, ...summariseHistory(history, { now: clock(), namespace: query.namespace }) };
  };
}
