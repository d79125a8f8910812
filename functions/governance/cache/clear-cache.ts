import type { clearCache } from '../../../shared/contract/response-cache.ts';
import { changeContextOf } from '../../../shared/http/change-context.ts';
import type { Handler } from '../../../shared/http/create-api.ts';
import type { GovernancePorts } from '../app.ts';

/** Makes everything unfindable that is kept, and that calls under way will keep; time removes it. */
export function handleClearCache({ cache }: Pick<GovernancePorts, 'cache'>): Handler<typeof clearCache> {
  return async ({ projectId, principal, requestId, query }) => {
    await cache.clear(projectId, query.namespace ?? null, changeContextOf(principal, requestId));
    return undefined;
  };
}
