import type {
  deleteResponse,
  getResponse,
  listResponseInputItems,
} from '../../../shared/contract/gateway-responses.ts';
import type { Handler } from '../../../shared/http/create-api.ts';
import { NotFoundError, ValidationError } from '../../../shared/http/errors.ts';
import type { ResponseStore, StoredResponse } from '../../../shared/storage/response-store.ts';
import { toItemList } from './to-conversation.ts';

export function handleGetResponse(store: ResponseStore): Handler<typeof getResponse> {
  return async ({ params, projectId }) => Response.json((await find(store, projectId, params.responseId)).response);
}

export function handleDeleteResponse(store: ResponseStore): Handler<typeof deleteResponse> {
  return async ({ params: { responseId }, projectId }) => {
    if (!(await store.remove(projectId, responseId))) throw notFound(responseId);
    return { id: responseId, object: 'response', deleted: true };
  };
}

export function handleListInputItems(store: ResponseStore): Handler<typeof listResponseInputItems> {
  return async ({ params, query, projectId }) => {
    const { input } = await find(store, projectId, params.responseId);
    const ordered = query.order === 'asc' ? input : input.toReversed();
    const start = query.after === undefined ? 0 : ordered.findIndex(({ id }) => id === query.after) + 1;
    if (start === 0 && query.after !== undefined) {
      throw new ValidationError([{ field: 'query.after', message: 'send the id of an input item of this response' }]);
    }
    const page = ordered.slice(start, start + query.limit);
    return toItemList(page, start + page.length < ordered.length);
  };
}

async function find(store: ResponseStore, projectId: string, responseId: string): Promise<StoredResponse> {
  const stored = await store.find(projectId, responseId);
  if (stored === null) throw notFound(responseId);
  return stored;
}

function notFound(responseId: string): NotFoundError {
  return new NotFoundError(`The response ${responseId}`, 'response_not_found');
}
