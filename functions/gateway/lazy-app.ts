import type { Hono } from 'hono';
import { createChatCompletion } from '../../shared/contract/gateway.ts';
import { createChatApp } from './chat-app.ts';
import type { GatewayPorts } from './gateway-ports.ts';

/**
 * The same API as `createApp`, of which a process loads the other dialects, the conversations and their contracts only when
 * somebody asks for them: a cold start reads and compiles every byte, and somebody waits for a model meanwhile.
 */
export function createLazyApp(ports: GatewayPorts): Pick<Hono, 'fetch'> {
  const chat = createChatApp(ports);
  let whole: Promise<Hono> | null = null;
  const loadWhole = async () => (await import('./app.ts')).createApp(ports);
  return {
    async fetch(request, ...bindings) {
      if (isChat(request)) return await chat.fetch(request, ...bindings);
      whole ??= loadWhole();
      return await (await whole).fetch(request, ...bindings);
    },
  };
}

function isChat({ method, url }: Request): boolean {
  return method === createChatCompletion.method && new URL(url).pathname === createChatCompletion.path;
}
