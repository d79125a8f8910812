import { createChatCompletion } from '../../shared/contract/gateway.ts';
import type { Answer } from '../../shared/http/answer.ts';
import type { HttpRequest } from '../../shared/http/http-request.ts';
import { failedOutsideRoutes } from '../../shared/http/outside-routes.ts';
import { serveRoute } from '../../shared/http/serve-route.ts';
import { serveChat } from './answering/serve-chat.ts';
import type { GatewayPorts } from './gateway-ports.ts';
import { openAiChatSurface } from './surfaces/openai-chat/openai-chat-surface.ts';

export interface ChatApp {
  fetch(request: HttpRequest): Promise<Answer | Response>;
}

/**
 * The one route that a cold start has in hand: most calls come by it, and it needs no other dialect. Nor does it need a
 * router: whoever asks it has looked that the request is its own.
 */
export function createChatApp(ports: GatewayPorts): ChatApp {
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
