import type {
  createConversationItems,
  deleteConversationItem,
  exportConversation,
  getConversationItem,
  listConversationItems,
} from '../../../shared/contract/conversations.ts';
import type { Handler } from '../../../shared/http/create-api.ts';
import { NotFoundError, ValidationError } from '../../../shared/http/errors.ts';
import { appendItems } from '../../../shared/storage/conversation-append.ts';
import { deleteItem } from '../../../shared/storage/conversation-delete.ts';
import { getHead } from '../../../shared/storage/conversation-heads.ts';
import { findItem, readItems } from '../../../shared/storage/conversation-items.ts';
import { maxConversationItems, sequenceOfItemId } from '../../../shared/storage/conversation-record.ts';
import type { ConversationPorts } from './conversation-ports.ts';
import { readNewItems } from './read-new-items.ts';
import { toConversation, toItemList } from './to-conversation.ts';

export function handleListItems(ports: ConversationPorts): Handler<typeof listConversationItems> {
  return async ({ params, query, projectId }) => {
    const ref = { ...params, projectId };
    await getHead(ports, ref);
    const { order, limit } = query;
    const items = await readItems(ports, ref, { after: positionOf(query.after), order, limit: limit + 1 });
    return toItemList(items.slice(0, limit), items.length > limit);
  };
}

/** The item itself may be gone by now; its place in the order is not. */
function positionOf(after: string | undefined): number | null {
  if (after === undefined) return null;
  const sequence = sequenceOfItemId(after);
  if (sequence === null) throw new ValidationError([{ field: 'query.after', message: 'send the id of an item' }]);
  return sequence;
}

export function handleCreateItems(ports: ConversationPorts): Handler<typeof createConversationItems> {
  return async ({ params, body, projectId, request }) => {
    // Not the id of the request, which a caller may choose and use for several.
    const requestId = request.headers.get('idempotency-key') ?? ports.ids();
    const items = readNewItems(body.items);
    const appended = await appendItems(ports, { ...params, projectId }, { requestId, items });
    return toItemList(appended.items, false);
  };
}

export function handleGetItem(ports: ConversationPorts): Handler<typeof getConversationItem> {
  return async ({ params, projectId }) => {
    const ref = { ...params, projectId };
    await getHead(ports, ref);
    const item = await findItem(ports, ref, params.itemId);
    if (item === null) throw itemNotFound(params.itemId);
    return item;
  };
}

export function handleDeleteItem(ports: ConversationPorts): Handler<typeof deleteConversationItem> {
  return async ({ params, projectId }) => {
    const head = await deleteItem(ports, { ...params, projectId }, params.itemId);
    if (head === null) throw itemNotFound(params.itemId);
    return toConversation(head);
  };
}

export function handleExport(ports: ConversationPorts): Handler<typeof exportConversation> {
  return async ({ params, projectId }) => {
    const ref = { ...params, projectId };
    const head = await getHead(ports, ref);
    const items = await readItems(ports, ref, { after: null, order: 'asc', limit: maxConversationItems });
    const lines = [toConversation(head), ...items].map((line) => `${JSON.stringify(line)}\n`);
    return new Response(lines.join(''), {
      headers: {
        'content-type': 'application/jsonl',
        'content-disposition': `attachment; filename="${params.conversationId}.jsonl"`,
      },
    });
  };
}

function itemNotFound(itemId: string): NotFoundError {
  return new NotFoundError(`The item ${itemId}`, 'item_not_found');
}
