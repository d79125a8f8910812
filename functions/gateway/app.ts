import type { Hono } from 'hono';
import {
  createChatCompletion,
  createEmbeddings,
  getGatewayModel,
  listGatewayModels,
} from '../../shared/contract/gateway.ts';
import { countMessageTokens, createMessage } from '../../shared/contract/gateway-messages.ts';
import {
  createResponse,
  deleteResponse,
  getResponse,
  listResponseInputItems,
} from '../../shared/contract/gateway-responses.ts';
import { createApi } from '../../shared/http/create-api.ts';
import { serveChat } from './answering/serve-chat.ts';
import { serveEmbeddings } from './answering/serve-embeddings.ts';
import { handleDeleteResponse, handleGetResponse, handleListInputItems } from './conversations/handle-responses.ts';
import { serveConversations } from './conversations/serve-conversations.ts';
import type { GatewayPorts } from './gateway-ports.ts';
import { handleGetModel } from './handle-get-model.ts';
import { handleListModels } from './handle-list-models.ts';
import { findCountingProvider } from './planning/find-counting-provider.ts';
import { anthropicMessagesSurface } from './surfaces/anthropic-messages/anthropic-messages-surface.ts';
import { handleCountTokens } from './surfaces/anthropic-messages/count/handle-count-tokens.ts';
import { openAiChatSurface } from './surfaces/openai-chat/openai-chat-surface.ts';
import { openAiResponsesSurface } from './surfaces/openai-responses/openai-responses-surface.ts';

/** The OpenAI-compatible API, and Anthropic's. `docs/explanation/gateway.md` follows a call through it. */
export function createApp(ports: GatewayPorts): Hono {
  const api = createApi(ports);
  api.serve(createChatCompletion, serveChat(ports, openAiChatSurface));
  api.serve(createEmbeddings, serveEmbeddings(ports));
  api.serve(listGatewayModels, handleListModels(ports));
  api.serve(getGatewayModel, handleGetModel(ports));
  serveConversations(api, ports.conversations);
  api.serve(createMessage, serveChat(ports, anthropicMessagesSurface));
  api.serve(countMessageTokens, handleCountTokens({ findProvider: (call) => findCountingProvider(ports, call) }));
  api.serve(createResponse, serveChat(ports, openAiResponsesSurface));
  api.serve(getResponse, handleGetResponse(ports.responseStore));
  api.serve(deleteResponse, handleDeleteResponse(ports.responseStore));
  api.serve(listResponseInputItems, handleListInputItems(ports.responseStore));
  return api.app;
}
