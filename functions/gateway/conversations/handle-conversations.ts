import type {
  createConversation,
  deleteConversation as deleteContract,
  getConversation,
  listConversations,
  updateConversation,
} from '../../../shared/contract/conversations.ts';
import type { Handler } from '../../../shared/http/create-api.ts';
import { ValidationError } from '../../../shared/http/errors.ts';
import { appendItems } from '../../../shared/storage/conversation-append.ts';
import { deleteConversation } from '../../../shared/storage/conversation-delete.ts';
import { createHead, getHead, listHeads, updateMetadata } from '../../../shared/storage/conversation-heads.ts';
import type { ConversationPorts } from './conversation-ports.ts';
import { readNewItems } from './read-new-items.ts';
import { toConversation } from './to-conversation.ts';

const secondsPerDay = 86_400;

export function handleCreateConversation(ports: ConversationPorts): Handler<typeof createConversation> {
  return async ({ body, projectId }) => {
    const items = readNewItems(body.items ?? []);
    const lifetimeSeconds = await lifetimeOf(ports, projectId, body.expires_after?.seconds);
    const head = await createHead(ports, { projectId, metadata: body.metadata ?? {}, lifetimeSeconds });
    const ref = { projectId, conversationId: head.conversationId };
    if (items.length > 0) await appendItems(ports, ref, { requestId: ports.ids(), items });
    return toConversation(head);
  };
}

/** Content is not kept for longer than the project says, whatever a caller asks for. */
async function lifetimeOf(ports: ConversationPorts, projectId: string, asked: number | undefined): Promise<number> {
  const days = await ports.retentionDaysOf(projectId);
  const longest = days * secondsPerDay;
  if (asked === undefined || asked <= longest) return asked ?? longest;
  const message = `this project keeps content for ${days} days: ask for at most ${longest} seconds`;
  throw new ValidationError([{ field: 'body.expires_after.seconds', message }]);
}

export function handleListConversations(ports: ConversationPorts): Handler<typeof listConversations> {
  return async ({ query, projectId }) => {
    const { items, nextCursor } = await listHeads(ports, projectId, query);
    return { object: 'list', data: items.map(toConversation), has_more: nextCursor !== null, next_cursor: nextCursor };
  };
}

export function handleGetConversation(ports: ConversationPorts): Handler<typeof getConversation> {
  return async ({ params, projectId }) => toConversation(await getHead(ports, { ...params, projectId }));
}

export function handleUpdateConversation(ports: ConversationPorts): Handler<typeof updateConversation> {
  return async ({ params, body, projectId }) =>
    toConversation(await updateMetadata(ports, { ...params, projectId }, body.metadata ?? {}));
}

export function handleDeleteConversation(ports: ConversationPorts): Handler<typeof deleteContract> {
  return async ({ params, projectId }) => {
    await deleteConversation(ports, { ...params, projectId });
    return { id: params.conversationId, object: 'conversation.deleted', deleted: true };
  };
}
