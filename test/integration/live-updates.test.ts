import { afterEach, expect, test } from 'vitest';
import type { ServerMessage } from '../../shared/contract/realtime.ts';
import { createRealtimeTicket, serverMessageSchema, tracesTopic } from '../../shared/contract/realtime.ts';
import { localStage } from '../support/local-stage.ts';
import { clientFor, newProject, signIn } from '../support/people.ts';

const stage = localStage();
const sockets: WebSocket[] = [];

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});

/** Opens a WebSocket and collects what the server says; `closed` resolves if it is refused or ends. */
function open(url: string) {
  const socket = new WebSocket(url);
  const messages: ServerMessage[] = [];
  sockets.push(socket);
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('message', ({ data }) => messages.push(serverMessageSchema.parse(JSON.parse(textOf(data)))));
  const opened = new Promise<boolean>((done) => {
    socket.addEventListener('open', () => done(true));
    socket.addEventListener('error', () => done(false));
    socket.addEventListener('close', () => done(false));
  });
  return { socket, messages, opened };
}

/** API Gateway sends text frames, the emulator binary ones. */
function textOf(data: string | ArrayBuffer): string {
  return typeof data === 'string' ? data : new TextDecoder().decode(data);
}

async function callModel(token: string, projectId: string): Promise<string> {
  const response = await fetch(`${stage.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'x-signalbox-project': projectId, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'sandbox/echo', messages: [{ role: 'user', content: 'Live' }] }),
  });
  await response.text();
  return response.headers.get('x-signalbox-trace-id') ?? '';
}

test('a call reaches an open console of its project within seconds, and no other project', async () => {
  const token = await signIn(stage, stage.email, stage.password);
  const [projectId, otherProjectId] = [await newProject(stage, token), await newProject(stage, token)];
  const [mine, other] = await Promise.all(
    [projectId, otherProjectId].map(async (project) => {
      const ticket = await clientFor(stage, token, project).call(createRealtimeTicket, {});
      const connection = open(ticket.url);
      expect(await connection.opened).toBe(true);
      connection.socket.send(JSON.stringify({ action: 'subscribe', topic: tracesTopic(project) }));
      await expect.poll(() => connection.messages.at(0)?.type, { timeout: 10_000 }).toBe('subscribed');
      return connection;
    }),
  );

  const traceId = await callModel(token, projectId);

  const seen = () => mine?.messages.flatMap((each) => (each.type === 'event' ? [each.event.trace.traceId] : []));
  await expect.poll(seen, { timeout: 10_000 }).toContain(traceId);
  expect(other?.messages.filter(({ type }) => type === 'event')).toEqual([]);
});

test('a ticket opens one connection only, and a topic of another project is refused', async () => {
  const token = await signIn(stage, stage.email, stage.password);
  const ticket = await clientFor(stage, token, stage.projectId).call(createRealtimeTicket, {});
  const first = open(ticket.url);
  expect(await first.opened).toBe(true);

  const second = open(ticket.url);
  first.socket.send(
    JSON.stringify({ action: 'subscribe', topic: tracesTopic('00000000-0000-7000-8000-000000000000') }),
  );

  expect(await second.opened).toBe(false);
  await expect
    .poll(() => first.messages.at(0), { timeout: 10_000 })
    .toMatchObject({ type: 'error', code: 'unknown_topic' });
});
