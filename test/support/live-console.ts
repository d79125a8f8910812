import {
  createRealtimeTicket,
  type ServerMessage,
  serverMessageSchema,
  tracesTopic,
} from '../../shared/contract/realtime.ts';
import type { LocalStage } from './local-stage.ts';
import { clientFor } from './people.ts';

export interface LiveConnection {
  socket: WebSocket;
  messages: ServerMessage[];
  /** False if the connection is refused. */
  opened: Promise<boolean>;
  /** Ids of the traces that events told of. */
  seenTraceIds(): string[];
}

/** Opens a WebSocket as the console does and collects what the server says. */
export function openLive(url: string): LiveConnection {
  const socket = new WebSocket(url);
  const messages: ServerMessage[] = [];
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('message', ({ data }) => messages.push(serverMessageSchema.parse(JSON.parse(textOf(data)))));
  const opened = new Promise<boolean>((done) => {
    socket.addEventListener('open', () => done(true));
    socket.addEventListener('error', () => done(false));
    socket.addEventListener('close', () => done(false));
  });
  const seenTraceIds = () =>
    messages.flatMap((message) =>
      message.type === 'event' && message.event.type === 'trace.updated' ? [message.event.trace.traceId] : [],
    );
  return { socket, messages, opened, seenTraceIds };
}

/** API Gateway sends text frames, the emulator binary ones. */
function textOf(data: string | ArrayBuffer): string {
  return typeof data === 'string' ? data : new TextDecoder().decode(data);
}

/** A connection that asks for the traces of a project, with a ticket of its own. */
export async function watchTraces(stage: LocalStage, token: string, projectId: string): Promise<LiveConnection> {
  const { url } = await clientFor(stage, token, projectId).call(createRealtimeTicket, {});
  const connection = openLive(url);
  if (!(await connection.opened)) throw new Error('The WebSocket was refused.');
  connection.socket.send(JSON.stringify({ action: 'subscribe', topic: tracesTopic(projectId) }));
  return connection;
}

/** Calls a sandbox model in a project; returns the id of its trace. */
export async function callSandbox(stage: LocalStage, token: string, projectId: string): Promise<string> {
  const response = await fetch(`${stage.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'x-signalbox-project': projectId, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'sandbox/echo', messages: [{ role: 'user', content: 'Live' }] }),
  });
  await response.text();
  return response.headers.get('x-signalbox-trace-id') ?? '';
}
