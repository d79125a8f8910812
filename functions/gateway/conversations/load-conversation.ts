import type { JsonObject } from '../../../shared/json/json-object.ts';
import { getHead } from '../../../shared/storage/conversation-heads.ts';
import { readItems } from '../../../shared/storage/conversation-items.ts';
import type { ConversationStorePorts } from '../../../shared/storage/conversation-ports.ts';
import { maxConversationItems } from '../../../shared/storage/conversation-record.ts';
import { itemsToMessages } from './items-to-messages.ts';

export interface LoadedConversation {
  /** In the chat dialect, oldest first: they stand before the messages of the call. */
  messages: JsonObject[];
  version: number;
}

/** Throws a `ConversationNotFoundError` for one that is not there, not of this project, expired or being deleted. */
export async function loadConversation(
  ports: ConversationStorePorts,
  projectId: string,
  conversationId: string,
): Promise<LoadedConversation> {
  const ref = { projectId, conversationId };
  const head = await getHead(ports, ref);
  const items = await readItems(ports, ref, { after: null, order: 'asc', limit: maxConversationItems });
  return { messages: itemsToMessages(items), version: head.version };
}
