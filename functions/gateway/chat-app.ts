import type { Hono } from 'hono';
import { createChatCompletion } from '../../shared/contract/gateway.ts';
import { failedOutsideRoutes } from '../../shared/http/outside-routes.ts';
import { serveRoute } from '../../shared/http/serve-route.ts';
import { serveChat } from './answering/serve-chat.ts';
import type { GatewayPorts } from './gateway-ports.ts';
import { openAiChatSurface } from './surfaces/openai-chat/openai-chat-surface.ts';

/**
 * The one route that a cold start has in hand: most calls come by it, and it needs no other dialect. Nor does it need a
 * router: whoever asks it has looked that the request is its own.
 */
export function createChatApp(ports: GatewayPorts): Pick<Hono, 'fetch'> {
  const serve = serveRoute(ports, createChatCompletion, serveChat(ports, openAiChatSurface));
  return {
    async fetch(request) {
      try {
        return await serve(request, {});
      } catch (thrown) {
        return failedOutsideRoutes(ports.logger, request, thrown);
      }
    },
  };
}
