import { AppError } from '../../../shared/http/app-error.ts';
import { ValidationError } from '../../../shared/http/errors.ts';
import type { JsonObject } from '../../../shared/json/json-object.ts';
import { maxConversationBytes } from '../../../shared/storage/conversation-record.ts';
import type { ResponseStore, StoredResponse } from '../../../shared/storage/response-store.ts';
import { mapConcurrently } from '../../../shared/telemetry/map-concurrently.ts';
import type { ConversationPorts } from './conversation-ports.ts';
import { loadConversation } from './load-conversation.ts';
import { messagesToItems } from './messages-to-items.ts';

export interface History {
  /** In the chat dialect, oldest first. */
  messages: readonly JsonObject[];
  /** Ids of the answers that it consists of; none in a conversation. */
  ancestors: readonly string[];
}

export interface HistoryInput {
  projectId: string;
  conversationId: string | null;
  previousResponseId: string | null;
  ownMessages: readonly JsonObject[];
}

interface HistoryPorts {
  conversations: ConversationPorts;
  responseStore: Pick<ResponseStore, 'find'>;
}

/** A turn of a conversation holds 90 items; the answer needs some of them. */
const maxOwnItems = 60;
/** All of them are read for each call. Whoever has more to say begins a conversation. */
const maxAncestors = 200;
const concurrentReads = 16;

/** What was said before a call, in the conversation that it names or up to the answer that it goes on from. */
export async function loadHistory(ports: HistoryPorts, input: HistoryInput): Promise<History> {
  const { projectId, conversationId, previousResponseId, ownMessages } = input;
  if (conversationId !== null) {
    refuseTooMany(ownMessages);
    const { messages } = await loadConversation(ports.conversations, projectId, conversationId);
    return { messages, ancestors: [] };
  }
  if (previousResponseId !== null) return await loadChain(ports, projectId, previousResponseId);
  return { messages: [], ancestors: [] };
}

/** Found out afterwards, it would be an answer that was paid for and is not kept. */
function refuseTooMany(ownMessages: readonly JsonObject[]): void {
  if (messagesToItems(ownMessages).length <= maxOwnItems) return;
  throw new ValidationError([
    { field: 'body.messages', message: `add at most ${maxOwnItems} items to a conversation` },
  ]);
}

async function loadChain({ responseStore }: HistoryPorts, projectId: string, responseId: string): Promise<History> {
  const find = async (id: string) => (await responseStore.find(projectId, id)) ?? failAs(previousNotFound(id));
  const last = await find(responseId);
  if (last.ancestors.length >= maxAncestors) throw tooLong(`of ${maxAncestors} answers`);
  const earlier = await mapConcurrently(last.ancestors, concurrentReads, find);
  const messages = [...earlier, last].flatMap((each: StoredResponse) => each.messages);
  if (Buffer.byteLength(JSON.stringify(messages)) > maxConversationBytes) {
    throw tooLong(`of ${maxConversationBytes} bytes`);
  }
  return { messages, ancestors: [...last.ancestors, responseId] };
}

function failAs(error: Error): never {
  throw error;
}

/** OpenAI's own code and status for it. */
function previousNotFound(responseId: string): AppError {
  const message = `The answer "${responseId}" was not found: it was not stored, was deleted, or has expired.`;
  return new AppError(message, { code: 'previous_response_not_found', status: 400, param: 'previous_response_id' });
}

function tooLong(bound: string): AppError {
  const message = `What this call goes on from has reached the bound ${bound}. Begin a conversation with a summary of it.`;
  return new AppError(message, { code: 'conversation_full', status: 400, param: 'previous_response_id' });
}
