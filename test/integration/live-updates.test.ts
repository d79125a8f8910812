import { afterEach, expect, test } from 'vitest';
import { createRealtimeTicket, tracesTopic } from '../../shared/contract/realtime.ts';
import { callSandbox, type LiveConnection, openLive, watchTraces } from '../support/live-console.ts';
import { localStage } from '../support/local-stage.ts';
import { clientFor, newProject, signIn } from '../support/people.ts';

const stage = localStage();
const connections: LiveConnection[] = [];
const patience = { timeout: 20_000 };

afterEach(() => {
  for (const { socket } of connections.splice(0)) socket.close();
});

function keep(connection: LiveConnection): LiveConnection {
  connections.push(connection);
  return connection;
}

test('a call reaches an open console of its project, and no other project', async () => {
  const token = await signIn(stage, stage.email, stage.password);
  const [projectId, otherProjectId] = [await newProject(stage, token), await newProject(stage, token)];
  const mine = keep(await watchTraces(stage, token, projectId));
  const other = keep(await watchTraces(stage, token, otherProjectId));
  for (const { messages } of [mine, other]) {
    await expect.poll(() => messages.at(0)?.type, patience).toBe('subscribed');
  }

  const traceId = await callSandbox(stage, token, projectId);

  await expect.poll(mine.seenTraceIds, patience).toContain(traceId);
  expect(other.seenTraceIds()).toEqual([]);
});

test('a ticket opens one connection only, and a topic of another project is refused', async () => {
  const token = await signIn(stage, stage.email, stage.password);
  const ticket = await clientFor(stage, token, stage.projectId).call(createRealtimeTicket, {});
  const first = keep(openLive(ticket.url));
  expect(await first.opened).toBe(true);

  const second = keep(openLive(ticket.url));
  first.socket.send(
    JSON.stringify({ action: 'subscribe', topic: tracesTopic('00000000-0000-7000-8000-000000000000') }),
  );

  expect(await second.opened).toBe(false);
  await expect.poll(() => first.messages.at(0), patience).toMatchObject({ type: 'error', code: 'unknown_topic' });
});
