import type { putCacheSettings } from '../../../shared/contract/response-cache.ts';
import { changeContextOf } from '../../../shared/http/change-context.ts';
import type { Handler } from '../../../shared/http/create-api.ts';
import type { GovernancePorts } from '../app.ts';

/** Holds for the next call. What is kept already stays for as long as it was kept for. */
export function handlePutCacheSettings({ cache }: Pick<GovernancePorts, 'cache'>): Handler<typeof putCacheSettings> {
  return ({ projectId, principal, requestId, body }) =>
    cache.put(projectId, body, changeContextOf(principal, requestId));
}
