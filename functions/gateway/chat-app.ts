import type { Hono } from 'hono';
import { createChatCompletion } from '../../shared/contract/gateway.ts';
import { createApi } from '../../shared/http/create-api.ts';
import { serveChat } from './answering/serve-chat.ts';
import type { GatewayPorts } from './gateway-ports.ts';
import { openAiChatSurface } from './surfaces/openai-chat/openai-chat-surface.ts';

/** The one route that a cold start has in hand: most calls come by it, and it needs no other dialect. */
export function createChatApp(ports: GatewayPorts): Hono {
  const api = createApi(ports);
  api.serve(createChatCompletion, serveChat(ports, openAiChatSurface));
  return api.app;
}
