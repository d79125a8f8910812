import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Logger, silentLogger } from '../observability/logger.ts';
import { toHonoPath } from './create-api.ts';
import { ConflictError, UnavailableError } from './errors.ts';
import { createEchoApi, key, projectId } from './testing/echo-api.ts';

let thrown: unknown;
let answer: Response | undefined;
const logged = vi.fn();
const logger: Logger = { ...silentLogger, error: logged };

const app = createEchoApi(logger, async ({ params, query, body, principal, projectId: project, role }) => {
  if (thrown) throw thrown;
  return answer ?? { params, query, body, principal, project, role };
});

afterEach(() => {
  thrown = undefined;
  answer = undefined;
  logged.mockClear();
});

function post(
  body: string | Uint8Array<ArrayBuffer> | null = '{"name":"a"}',
  headers: Record<string, string> = {},
  path = '/api/v2/things/one',
) {
  return app.request(path, {
    method: 'POST',
    body,
    headers: { authorization: 'Bearer key', 'content-type': 'application/json', ...headers },
  });
}

async function problemOf(response: Response | Promise<Response>) {
  const answered = await response;
  return {
    status: answered.status,
    type: answered.headers.get('content-type'),
    body: (await answered.json()) as Record<string, unknown>,
  };
}

describe('a call', () => {
  test('arrives parsed, authenticated and authorised', async () => {
    const response = await post('{"name":"a"}', {}, '/api/v2/things/one?limit=5&unknown=1');

    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({
      params: { thingId: 'one' },
      query: { limit: 5 },
      body: { name: 'a' },
      principal: key,
      project: projectId,
      role: null,
    });
  });

  test('of a person brings their role and address', async () => {
    const response = await post('{"name":"a"}', { authorization: 'Bearer person', 'x-signalbox-project': projectId });

    expect(await response.json()).toMatchObject({ role: 'editor', principal: { email: 'person@example.com' } });
  });

  test('keeps a harmless request id and replaces another', async () => {
    const kept = await post(undefined, { 'x-request-id': 'abcdefgh-1' });
    const replaced = await post(undefined, { 'x-request-id': 'a b' });

    expect(kept.headers.get('x-request-id')).toBe('abcdefgh-1');
    expect(replaced.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('is answered with headers for browsers, and is cached nowhere', async () => {
    const { headers, status } = await app.request('/api/v2/open');

    expect(status).toBe(204);
    expect(Object.fromEntries(headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
  });

  test('may be answered with a response that was fetched, which refuses changes, and says how long it is valid', async () => {
    answer = await fetch('data:text/plain,hello');
    expect(() => answer?.headers.set('a', 'b')).toThrow();

    const response = await post();

    expect(await response.text()).toBe('hello');
    expect(response.headers.get('x-request-id')).toBeTruthy();
  });

  test('from a browser elsewhere is allowed beforehand', async () => {
    const { status, headers } = await app.request('/api/v2/things/one', {
      method: 'OPTIONS',
      headers: { 'access-control-request-headers': 'authorization' },
    });

    expect(status).toBe(204);
    expect(headers.get('access-control-allow-headers')).toBe('authorization');
    expect(headers.get('access-control-allow-methods')).toContain('PATCH');
  });

  test('with its key in x-api-key, as Anthropic’s packages send it', async () => {
    const response = await app.request('/v1/models/a', { headers: { 'x-api-key': 'key' } });

    expect(response.status).toBe(200);
    expect(response.headers.get('request-id')).toBe(response.headers.get('x-request-id'));
    expect(response.headers.get('access-control-expose-headers')).toContain('x-ratelimit-remaining-tokens');
  });
});

describe('what is refused', () => {
  test.each([
    ['nobody', {}, 401],
    ['a stranger', { authorization: 'Bearer other' }, 401],
    ['a person without a project', { authorization: 'Bearer person' }, 400],
    [
      'a person of another project',
      { authorization: 'Bearer person', 'x-signalbox-project': crypto.randomUUID() },
      404,
    ],
    ['a key of another project', { authorization: 'Bearer key', 'x-signalbox-project': crypto.randomUUID() }, 404],
    ['a project that cannot be', { authorization: 'Bearer person', 'x-signalbox-project': 'x'.repeat(3000) }, 400],
  ])('%s', async (_, headers: Record<string, string>, status) => {
    const response = await app.request('/api/v2/things/one', { method: 'POST', body: 'not even json', headers });

    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer' : null);
  });

  test('wrong input, with every field by its name', async () => {
    const body = '{"name":1,"nmae":"a","list":[{"size":1,"siez":2}]}';

    const { status, body: problem } = await problemOf(post(body, {}, '/api/v2/things/one'));
    const params = await problemOf(post(undefined, {}, '/api/v2/things/far-too-long'));
    const query = await problemOf(post(undefined, {}, '/api/v2/things/one?limit=9'));

    expect(status).toBe(400);
    expect((problem['errors'] as { field: string }[]).map(({ field }) => field).sort()).toEqual([
      'body.list.0.siez',
      'body.name',
      'body.nmae',
    ]);
    expect(params.body).toMatchObject({ status: 400, errors: [{ field: 'params.thingId' }] });
    expect(query.body).toMatchObject({ status: 400, errors: [{ field: 'query.limit' }] });
  });

  test.each([
    ['no JSON', '{', {}, 400, 'invalid_json'],
    ['no UTF-8', new Uint8Array([0x22, 0xff, 0x22]), {}, 400, 'invalid_json'],
    ['another type', 'a=b', { 'content-type': 'text/plain' }, 415, 'unsupported_media_type'],
    ['a compressed body', '{}', { 'content-encoding': 'gzip' }, 415, 'unsupported_media_type'],
    ['too much, as announced', '{}', { 'content-length': '201' }, 413, 'payload_too_large'],
    ['too much, as sent', JSON.stringify({ name: 'a'.repeat(200) }), {}, 413, 'payload_too_large'],
    [
      'too much, under a false length',
      JSON.stringify({ name: 'a'.repeat(200) }),
      { 'content-length': '9' },
      413,
      'payload_too_large',
    ],
  ])('a body with %s', async (_, body, headers: Record<string, string>, status, code) => {
    expect(await problemOf(post(body, headers))).toMatchObject({
      status,
      body: { code, requestId: expect.any(String) },
    });
  });

  test('an empty body is an empty object, which may be wrong', async () => {
    expect((await problemOf(post(''))).body).toMatchObject({ errors: [{ field: 'body.name' }] });
    expect((await problemOf(post(null))).body).toMatchObject({ errors: [{ field: 'body.name' }] });
  });

  test('a path or method that is not there', async () => {
    expect(await problemOf(app.request('/api/v2/nothing'))).toMatchObject({
      status: 404,
      type: 'application/problem+json',
      body: { code: 'route_not_found' },
    });
    const wrongMethod = await app.request('/api/v2/open', { method: 'DELETE' });
    expect(wrongMethod.headers.get('allow')).toBe('GET');
    expect(await problemOf(wrongMethod)).toMatchObject({
      status: 405,
      body: { code: 'method_not_allowed', detail: 'This path takes GET, not DELETE.' },
    });
    expect((await problemOf(app.request('/v1/v1/chat/completions'))).body).toMatchObject({
      error: { message: expect.stringContaining('ends in /v1 already') },
    });
    for (const path of ['/v1/traces', '/otel', '/otel/traces'])
      expect(JSON.stringify((await problemOf(app.request(path))).body)).toContain('taken at /otel/v1/traces.');
    for (const path of ['/otel/v1/metrics', '/otel/v1/logs', '/v1/logs'])
      expect(JSON.stringify((await problemOf(app.request(path))).body)).toContain('only traces are taken');
    expect(await problemOf(app.request('/v1/nothing'))).toMatchObject({
      status: 404,
      type: 'application/json',
      body: { error: { type: 'not_found_error', code: 'route_not_found' } },
    });
    expect(await problemOf(app.request('/v1/messages/batches'))).toMatchObject({
      status: 404,
      body: { type: 'error', error: { type: 'not_found_error' } },
    });
  });

  test.each(['%', '%zz', '%E0%A4%A', '%00', '%ff%fe', '..%2f..%2fetc', '%F0%9F%98%80', '%25%32%35'])(
    'a path with %s at worst',
    async (part) => {
      const thing = await post(undefined, {}, `/api/v2/things/${part}`);
      const named = await app.request(`/v1/models/${part}/x${part}`, { headers: { authorization: 'Bearer key' } });

      expect([201, 400, 404]).toContain(thing.status);
      expect([200, 400, 404]).toContain(named.status);
      expect(logged).not.toHaveBeenCalled();
    },
  );
});

describe('what fails', () => {
  test('says so without saying why, and is logged under the request id', async () => {
    thrown = new Error('the password is swordfish');

    const { status, body } = await problemOf(post(undefined, { 'x-request-id': 'request-1' }));

    expect(status).toBe(500);
    expect(body).toMatchObject({ code: 'internal_error', retryable: true, requestId: 'request-1' });
    expect(JSON.stringify(body)).not.toContain('swordfish');
    expect(logged).toHaveBeenCalledWith(
      'request.failed',
      expect.objectContaining({ requestId: 'request-1', route: 'echo', error: thrown }),
    );
  });

  test('on purpose keeps its code; only failures of our own are logged', async () => {
    thrown = new ConflictError('Taken.', 'taken');
    expect((await problemOf(post())).body).toMatchObject({ status: 409, code: 'taken', detail: 'Taken.' });
    expect(logged).not.toHaveBeenCalled();

    thrown = new UnavailableError('Busy.', undefined, 7);
    const response = await post();
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('7');
    expect(logged).toHaveBeenCalledOnce();
  });

  test('outside of any route is an error of ours as well', async () => {
    answer = new Response(null);
    vi.spyOn(answer.headers, 'has').mockImplementation(() => {
      throw new Error('broken');
    });

    expect(await problemOf(post())).toMatchObject({ status: 500, body: { code: 'internal_error' } });
    expect(logged).toHaveBeenCalledOnce();
  });
});

test('a model’s id may hold slashes, encoded or not', async () => {
  for (const path of ['openai/gpt-5', 'openai%2Fgpt-5']) {
    const response = await app.request(`/v1/models/${path}`, { headers: { authorization: 'Bearer key' } });
    expect(await response.json()).toEqual({ model: 'openai/gpt-5' });
  }
  expect(toHonoPath('/a/{modelId}/b/{id}')).toBe('/a/:modelId{.+}/b/:id');
});
