import type { listKeys } from '../../shared/contract/keys.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { toApiKey } from '../../shared/storage/api-key-record.ts';
import type { IdentityPorts } from './app.ts';

export function handleListKeys({ keys, clock }: IdentityPorts): Handler<typeof listKeys> {
  return async ({ projectId, query }) => {
    const { items, nextCursor } = await keys.list(projectId, query);
    const now = clock();
    return { items: items.map((record) => toApiKey(record, now)), nextCursor };
  };
}
