import type { Hono } from 'hono';
import { createRealtimeTicket } from '../../shared/contract/realtime.ts';
import type { ApiPorts } from '../../shared/http/create-api.ts';
import { createCompressedApi } from '../../shared/http/create-compressed-api.ts';
import type { RealtimeStore } from './realtime-store.ts';
import { issueTicket } from './tickets.ts';

export interface RealtimePorts extends ApiPorts {
  store: RealtimeStore;
  webSocketUrl: string;
}

/** The HTTP side of realtime: tickets. */
export function createApp(ports: RealtimePorts): Hono {
  const api = createCompressedApi(ports);
  api.serve(createRealtimeTicket, async ({ projectId, principal: { kind, id } }) => {
    const { ticket, expiresAt } = await issueTicket(ports.store, { projectId, kind, id });
    const url = new URL(ports.webSocketUrl);
    url.searchParams.set('ticket', ticket);
    return { ticket, url: url.toString(), expiresAt: new Date(expiresAt).toISOString() };
  });
  return api.app;
}
