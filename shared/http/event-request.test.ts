import type { APIGatewayProxyEvent } from 'aws-lambda';
import fc from 'fast-check';
import { Hono } from 'hono';
import { handle, type LambdaEvent } from 'hono/aws-lambda';
import { expect, test } from 'vitest';
import { EventRequest } from './event-request.ts';

async function describeRequest(request: Request) {
  const body = Buffer.from(await request.arrayBuffer()).toString('base64');
  return { method: request.method, url: request.url, headers: [...request.headers], body };
}

/** What the other functions, whose answers are not streamed, are given. */
async function requestOfHono(event: APIGatewayProxyEvent) {
  const app = new Hono().all('*', async ({ req }) => Response.json(await describeRequest(req.raw)));
  const { body } = await handle(app)(event as unknown as LambdaEvent, {} as never);
  return JSON.parse(body) as unknown;
}

const text = fc.constantFrom('a', 'A b', 'grüße', 'a%2Fb', '1+1=2&3', '');
const names = fc.constantFrom('x-one', 'X-Two', 'accept', 'content-type');
const single = fc.dictionary(names, fc.option(text, { nil: undefined }));
const multiple = fc.option(fc.dictionary(names, fc.option(fc.array(text, { maxLength: 3 }), { nil: undefined })));
const events = fc.record({
  httpMethod: fc.constantFrom('POST', 'PUT', 'DELETE'),
  path: fc.constantFrom('/', '/v1/chat/completions', '/v1/models/openai%2Fgpt-5', '/v1/models/a b'),
  headers: single.map((headers) => ({ host: 'signalbox.test', ...headers })),
  multiValueHeaders: multiple,
  queryStringParameters: fc.option(single),
  multiValueQueryStringParameters: fc.option(fc.dictionary(names, fc.array(text, { minLength: 1, maxLength: 3 }))),
  requestContext: fc.constantFrom({}, { domainName: 'abc.execute-api.us-east-1.amazonaws.com' }),
  isBase64Encoded: fc.boolean(),
});
const bodies = fc.constantFrom(null, '', 'grüße', '{"model":"sandbox/lorem"}', '\u0000\u0001');
const eventsWithBody = fc.tuple(events, bodies).map(([event, body]) => {
  const sent = event.isBase64Encoded && body !== null ? Buffer.from(body).toString('base64') : body;
  return { ...event, body: sent } as unknown as APIGatewayProxyEvent;
});

test('an event becomes the request that Hono makes of it', async () => {
  await fc.assert(
    fc.asyncProperty(eventsWithBody, async (event) => {
      expect(await describeRequest(new EventRequest(event).toRequest())).toEqual(await requestOfHono(event));
    }),
  );
});

test('what is read of an event is what is read of its request', async () => {
  await fc.assert(
    fc.asyncProperty(eventsWithBody, async (event) => {
      const light = new EventRequest(event);
      const request = light.toRequest();

      expect({ method: light.method, url: light.url }).toEqual({ method: request.method, url: request.url });
      for (const name of ['x-one', 'X-Two', 'accept', 'Content-Type', 'host', 'content-length', 'absent'])
        expect(light.headers.get(name)).toBe(request.headers.get(name));
      expect(Buffer.from(await light.arrayBuffer())).toEqual(Buffer.from(await request.arrayBuffer()));
    }),
  );
});

test('an event without a body becomes a request without one', async () => {
  const event = { httpMethod: 'GET', path: '/v1/models', headers: { host: 'signalbox.test' }, requestContext: {} };

  const light = new EventRequest(event as unknown as APIGatewayProxyEvent);
  const request = light.toRequest();

  expect(await light.arrayBuffer()).toHaveLength(0);
  expect(request.body).toBeNull();
  expect(request.url).toBe('https://signalbox.test/v1/models');
});
