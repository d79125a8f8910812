import type { Hono } from 'hono';
import {
  createChatCompletion,
  createEmbeddings,
  getGatewayModel,
  listGatewayModels,
} from '../../shared/contract/gateway.ts';
import { createApi } from '../../shared/http/create-api.ts';
import { serveConversations } from './conversations/serve-conversations.ts';
import type { GatewayPorts } from './gateway-ports.ts';
import { handleChatCompletion } from './handle-chat-completion.ts';
import { handleEmbeddings } from './handle-embeddings.ts';
import { handleGetModel } from './handle-get-model.ts';
import { handleListModels } from './handle-list-models.ts';

/** The OpenAI-compatible API. `docs/explanation/gateway.md` follows a call through it. */
export function createApp(ports: GatewayPorts): Hono {
  const api = createApi(ports);
  api.serve(createChatCompletion, handleChatCompletion(ports));
  api.serve(createEmbeddings, handleEmbeddings(ports));
  api.serve(listGatewayModels, handleListModels(ports));
  api.serve(getGatewayModel, handleGetModel(ports));
  serveConversations(api, ports.conversations);
  return api.app;
}
