import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { listAuditEntries } from '../../shared/contract/audit.ts';
import type { ApiClient } from '../../shared/contract/client.ts';
import { clearCache, getCache, putCacheSettings } from '../../shared/contract/response-cache.ts';
import { createRoute } from '../../shared/contract/routing.ts';
import { getTrace } from '../../shared/contract/tracing.ts';
import { localStage } from '../support/local-stage.ts';
import { clientFor, newProject, signIn } from '../support/people.ts';

const stage = localStage();
const patience = { timeout: 20_000 };
let token: string;
let projectId: string;
let client: ApiClient;

beforeAll(async () => {
  token = await signIn(stage, stage.email, stage.password);
  projectId = await newProject(stage, token);
  client = clientFor(stage, token, projectId);
});

interface Answer {
  status: number;
  cache: string | null;
  traceId: string;
  text: string;
}

/** A question that nobody has asked before, unless told which. */
async function ask(body: Record<string, unknown> = {}, headers: Record<string, string> = {}): Promise<Answer> {
  const request = { model: 'sandbox/lorem', messages: [{ role: 'user', content: randomUUID() }], ...body };
  const response = await fetch(`${stage.url}/v1/chat/completions`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'x-signalbox-project': projectId,
      'content-type': 'application/json',
      ...headers,
    },
    body: JSON.stringify(request),
  });
  return {
    status: response.status,
    cache: response.headers.get('x-signalbox-cache'),
    traceId: response.headers.get('x-signalbox-trace-id') ?? '',
    text: await response.text(),
  };
}

/** The question to repeat, in a namespace of its own. */
function question(namespace = randomUUID()) {
  return { messages: [{ role: 'user', content: randomUUID() }], cache: { ttl_seconds: 600, namespace } };
}

const contentOf = ({ text }: Answer): string => JSON.parse(text).choices[0].message.content;

/** The text of a stream, its pieces joined. */
function streamedOf({ text }: Answer): string {
  const events = text.split('\n\n').filter((event) => event.startsWith('data: {'));
  return events.map((event) => JSON.parse(event.slice(6)).choices[0]?.delta?.content ?? '').join('');
}

async function costOf({ traceId }: Answer): Promise<{ totalNanoUsd: number | null; flags: readonly string[] }> {
  const read = async () => (await client.call(getTrace, { params: { traceId } })).spans[0]?.cost ?? null;
  let cost = null;
  await expect
    .poll(async () => {
      cost = await read().catch(() => null);
      return cost;
    }, patience)
    .not.toBeNull();
  return cost ?? { totalNanoUsd: null, flags: [] };
}

describe('an answer is given again', () => {
  test('only if somebody asks for it', async () => {
    const plain = { messages: question().messages };

    expect([(await ask(plain)).cache, (await ask(plain)).cache]).toEqual([null, null]);
  });

  test('to who asks in the request, for nothing', async () => {
    const asked = question();
    const [first, second] = [await ask(asked), await ask(asked)];

    expect([first.cache, second.cache]).toEqual(['miss', 'hit']);
    expect(contentOf(second)).toBe(contentOf(first));
    expect((await costOf(first)).totalNanoUsd).toBeGreaterThan(0);
    expect(await costOf(second)).toMatchObject({
      totalNanoUsd: 0,
      flags: expect.arrayContaining(['cached']) as string[],
    });
  });

  test('to who asks in a header', async () => {
    const { messages } = question();
    const header = { 'x-signalbox-cache': 'ttl=600, namespace=header' };

    expect([(await ask({ messages }, header)).cache, (await ask({ messages }, header)).cache]).toEqual(['miss', 'hit']);
  });

  test('through a route that says so, unless the request wants none of it', async () => {
    const config = {
      targets: [{ id: 'main', model: 'sandbox/lorem' }],
      rules: [{ name: 'always', use: { kind: 'fallback' as const, targets: ['main'] } }],
      cache: { enabled: true, ttlSeconds: 600, namespace: 'route' },
    };
    await client.call(createRoute, { body: { name: 'cached', config } });
    const asked = { model: 'cached', messages: question().messages };

    expect([(await ask(asked)).cache, (await ask(asked)).cache]).toEqual(['miss', 'hit']);
    expect((await ask({ ...asked, cache: false })).cache).toBeNull();
  });

  test.each([
    [false, true],
    [true, false],
    [true, true],
  ])('asked for streamed %s, then streamed %s: word for word', async (one, other) => {
    const asked = question();
    const first = await ask({ ...asked, stream: one });
    const second = await ask({ ...asked, stream: other });

    const said = one ? streamedOf(first) : contentOf(first);
    expect([first.cache, second.cache]).toEqual(['miss', 'hit']);
    expect(said).not.toBe('');
    expect(other ? streamedOf(second) : contentOf(second)).toBe(said);
    if (other) expect(second.text.trimEnd().endsWith('data: [DONE]')).toBe(true);
  });
});

test('of identical calls at the same time one is made, and the others share it', async () => {
  const asked = question();
  const answers = await Promise.all(Array.from({ length: 8 }, () => ask(asked)));

  expect(answers.map(({ cache }) => cache).sort()).toEqual(['miss', ...Array(7).fill('shared')]);
  expect(new Set(answers.map(contentOf)).size).toBe(1);
});

describe('who runs the project', () => {
  test('sees what was saved, clears a namespace, and finds that in the audit log', async () => {
    const namespace = randomUUID();
    const [asked, other] = [question(namespace), question()];
    for (const each of [asked, asked, asked, other]) await ask(each);
    const counted = async () => (await client.call(getCache, { query: { namespace } })).namespaces;
    await expect.poll(counted, patience).toMatchObject([{ namespace, hitCount: 2, storedCount: 1 }]);
    const [saved] = await counted();
    expect(saved?.savedNanoUsd).toBeGreaterThan(0);
    // The sandbox answered: nobody would have been charged.
    expect(saved?.simulatedSavedNanoUsd).toBe(saved?.savedNanoUsd);

    await client.call(clearCache, { query: { namespace } });
    expect([(await ask(asked)).cache, (await ask(other)).cache]).toEqual(['miss', 'hit']);
    const { items } = await client.call(listAuditEntries, {});
    expect(items[0]).toMatchObject({ action: 'cache.cleared', target: { kind: 'cache', id: namespace } });
  });

  test('bounds how long answers are kept; who asks for longer is told which field, and may be switched off', async () => {
    await client.call(putCacheSettings, { body: { isEnabled: true, maxTtlSeconds: 60 } });
    const asked = question();
    const refused = await ask(asked);
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('cache.ttl_seconds');
    expect(refused.text).toContain('at most 60 seconds');

    await client.call(putCacheSettings, { body: { isEnabled: false, maxTtlSeconds: 60 } });
    expect([(await ask(asked)).cache, (await ask(asked)).cache]).toEqual([null, null]);
  });
});
