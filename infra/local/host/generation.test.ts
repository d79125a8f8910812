import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { Environment } from '../../../shared/aws/client-config.ts';
import { toResponse } from '../../../shared/http/answer.ts';
import type { DomainModule, DomainModules } from './build-apps.ts';
import { domains } from './build-apps.ts';
import { createGeneration } from './generation.ts';

const outgoing = () => new EventEmitter() as unknown as ServerResponse;
const request = new Request('http://localhost/v1/models');

function generation() {
  const flushed: string[] = [];
  const stopped: string[] = [];
  const module = (domain: string): DomainModule => ({
    createPorts: (environment: Environment) => ({
      environment,
      ...(domain === 'gateway' ? { stop: () => void stopped.push(domain) } : {}),
      flush: async () => {
        flushed.push(domain);
      },
    }),
    createApp: (ports) =>
      new Hono().all('*', (context) =>
        context.text(`${domain} ${JSON.stringify((ports as { environment: Environment }).environment)}`),
      ),
  });
  const modules = Object.fromEntries(domains.map((domain) => [domain, module(domain)])) as unknown as DomainModules;
  const environments = Object.fromEntries(domains.map((domain) => [domain, { STAGE: domain }])) as never;
  return { generation: createGeneration(modules, environments), flushed, stopped };
}

describe('one generation of the HTTP apps', () => {
  it('serves each domain with its own environment', async () => {
    const { generation: current } = generation();
    const response = await current.serve('models', request, outgoing());
    expect(await toResponse(response).text()).toBe('models {"STAGE":"models"}');
  });

  it('ends the answers of every domain that has any to end', () => {
    const { generation: current, stopped } = generation();
    current.endAnswers();
    expect(stopped).toEqual(['gateway']);
  });

  it('flushes every domain when it retires idle', async () => {
    const { generation: current, flushed } = generation();
    await current.retire(10_000);
    expect(flushed).toEqual([...domains]);
  });

  it('waits for answers under way before it flushes', async () => {
    const { generation: current, flushed } = generation();
    const [first, second] = [outgoing(), outgoing()];
    await current.serve('gateway', request, first);
    await current.serve('gateway', request, second);
    const retired = current.retire(10_000);
    first.emit('close');
    await new Promise((done) => setImmediate(done));
    expect(flushed).toEqual([]);
    second.emit('close');
    await retired;
    expect(flushed).toContain('gateway');
  });

  it('does not wait longer than told', async () => {
    const { generation: current, flushed } = generation();
    await current.serve('gateway', request, outgoing());
    await current.retire(20);
    expect(flushed).toContain('gateway');
  });
});
