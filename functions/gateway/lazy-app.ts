import type { Hono } from 'hono';
import { createChatCompletion } from '../../shared/contract/gateway.ts';
import type { Answer } from '../../shared/http/answer.ts';
import { type HttpRequest, type LightRequest, toRequest } from '../../shared/http/http-request.ts';
import { createChatApp } from './chat-app.ts';
import type { GatewayPorts } from './gateway-ports.ts';

export interface LazyApp {
  fetch(request: LightRequest | Request): Promise<Answer | Response>;
}

/**
 * The same API as `createApp`, of which a process loads the other dialects, the conversations and their contracts only when
 * somebody asks for them: a cold start reads and compiles every byte, and somebody waits for a model meanwhile.
 */
export function createLazyApp(ports: GatewayPorts): LazyApp {
  const chat = createChatApp(ports);
  let whole: Promise<Hono> | null = null;
  const loadWhole = async () => (await import('./app.ts')).createApp(ports);
  return {
    async fetch(request) {
      if (isChat(request)) return await chat.fetch(request);
      whole ??= loadWhole();
      return await (await whole).fetch(toRequest(request));
    },
  };
}

function isChat({ method, url }: HttpRequest): boolean {
  return method === createChatCompletion.method && new URL(url).pathname === createChatCompletion.path;
}
