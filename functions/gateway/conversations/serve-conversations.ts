import * as contracts from '../../../shared/contract/conversations.ts';
import type { Api } from '../../../shared/http/create-api.ts';
import type { ConversationPorts } from './conversation-ports.ts';
import {
  handleCreateItems,
  handleDeleteItem,
  handleExport,
  handleGetItem,
  handleListItems,
} from './handle-conversation-items.ts';
import {
  handleCreateConversation,
  handleDeleteConversation,
  handleGetConversation,
  handleListConversations,
  handleUpdateConversation,
} from './handle-conversations.ts';

/** OpenAI's Conversations API, with a list and an export of our own. */
export function serveConversations(api: Api, ports: ConversationPorts): void {
  api.serve(contracts.createConversation, handleCreateConversation(ports));
  api.serve(contracts.listConversations, handleListConversations(ports));
  api.serve(contracts.getConversation, handleGetConversation(ports));
  api.serve(contracts.updateConversation, handleUpdateConversation(ports));
  api.serve(contracts.deleteConversation, handleDeleteConversation(ports));
  api.serve(contracts.listConversationItems, handleListItems(ports));
  api.serve(contracts.createConversationItems, handleCreateItems(ports));
  api.serve(contracts.getConversationItem, handleGetItem(ports));
  api.serve(contracts.deleteConversationItem, handleDeleteItem(ports));
  api.serve(contracts.exportConversation, handleExport(ports));
}
