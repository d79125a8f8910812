import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createDocumentClient } from '../../../shared/aws/document-client.ts';
import { objectsIn } from '../../../shared/json/json-object.ts';
import { createConversationBlobs } from '../../../shared/storage/conversation-blobs.ts';
import { type FakeProvider, startFakeProvider } from '../../../test/fixtures/fake-provider/fake-provider.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import { createTelemetry, type Telemetry } from '../../../test/support/create-telemetry.ts';
import { startStatefulGateway } from '../testing/stateful-gateway.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const day = 86_400_000;
let fake: FakeProvider;
let telemetry: Telemetry;
let tableName: string;
let now = Date.now();

beforeAll(async () => {
  const tables = createTables(environment, ['traces']);
  [fake, telemetry] = await Promise.all([startFakeProvider(), createTelemetry(environment)]);
  tableName = (await tables).traces;
});
afterAll(() => fake.close());

function startGateway() {
  return startStatefulGateway({
    ...{ baseUrl: fake.baseUrl, documents: createDocumentClient(environment), tableName, clock: () => now },
    ...{ blobs: createConversationBlobs(telemetry) },
  });
}

/** What the provider was told last: role and text of each message. */
function lastAsked(): string[] {
  const messages = objectsIn(fake.requests.at(-1)?.body?.['messages']);
  return messages.map(
    ({ role, content }) => `${role}: ${typeof content === 'string' ? content : JSON.stringify(content)}`,
  );
}

async function allOf<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const events: T[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

const model = 'mock/ok';

describe('a conversation', () => {
  test('is gone on with in responses and in chat, once for each call, whatever the caller calls it', async () => {
    const { client } = startGateway();
    const { id } = await client.conversations.create();
    const options = { headers: { 'x-request-id': 'the-same' } };
    const ask = async (input: string) =>
      await client.responses.create({ model, instructions: 'Be brief.', input, conversation: id }, options);
    const first = await ask('One.');
    await ask('Two.');
    expect(lastAsked()).toEqual([
      ...['system: Be brief.', 'user: One.', `assistant: ${first.output_text}`, 'user: Two.'],
    ]);
    expect(first).toMatchObject({ conversation: { id } });
    const chat = { model, messages: [{ role: 'user' as const, content: 'Three.' }], conversation: id };
    await client.chat.completions.create(chat, options);
    await client.chat.completions.create({ ...chat, stream: true }, options).then(allOf);

    const items = await client.conversations.items.list(id, { order: 'asc' });
    expect(items.data.map((item) => ('role' in item ? item.role : item.type))).toEqual([
      ...['user', 'assistant', 'user', 'assistant', 'user', 'assistant', 'user', 'assistant'],
    ]);
  });

  test('is gone on with in Anthropic’s messages, whose `system` instructs one call only', async () => {
    const { client, harness } = startGateway();
    const { id } = await client.conversations.create();
    const ask = async (content: string, more: Record<string, unknown> = {}) => {
      const messages = [{ role: 'user', content }];
      const body = { model, max_tokens: 99, system: 'Be brief.', messages, conversation: id, ...more };
      const response = await harness.post('/v1/messages', body);
      expect([response.status, response.headers.get('x-signalbox-warnings')]).toEqual([200, null]);
      return await response.text();
    };
    await ask('One.', { stream: true });
    const items = await client.conversations.items.list(id, { order: 'asc' });
    expect(items.data.map((item) => ('role' in item ? item.role : item.type))).toEqual(['user', 'assistant']);
    await ask('Two.');
    expect(lastAsked().map((line) => line.split(':')[0])).toEqual(['system', 'user', 'assistant', 'user']);
    expect([lastAsked()[0], lastAsked()[3]]).toEqual(['system: Be brief.', 'user: Two.']);
  });

  test('that two calls go on with at once keeps both turns, each in one piece', async () => {
    const { client } = startGateway();
    const { id } = await client.conversations.create();
    const inputs = ['Left.', 'Right.', 'Up.', 'Down.'];
    await Promise.all(
      inputs.map(async (input) => await client.responses.create({ model, input, conversation: { id } })),
    );
    const { data } = await client.conversations.items.list(id, { order: 'asc' });
    const roles = data.map((item) => ('role' in item ? item.role : item.type));
    expect(roles).toEqual(inputs.flatMap(() => ['user', 'assistant']));
    expect(inputs.every((input) => JSON.stringify(data).includes(input))).toBe(true);
  });

  test('that has expired, or is another project’s, is not gone on with', async () => {
    const [mine, other] = [startGateway(), startGateway()];
    const { id } = await mine.client.conversations.create();
    fake.requests.length = 0;
    const goOn = async ({ client }: typeof mine) =>
      await client.responses.create({ model, input: 'Hi.', conversation: id });
    await expect(goOn(other)).rejects.toMatchObject({ status: 404, code: 'conversation_not_found' });
    now += 30 * day;
    await expect(goOn(mine)).rejects.toMatchObject({ status: 404, code: 'conversation_not_found' });
    expect(fake.requests).toEqual([]);
  });

  test('takes no more than fits beside the answer', async () => {
    const { client } = startGateway();
    const { id } = await client.conversations.create();
    const input = Array.from({ length: 61 }, () => ({ role: 'user' as const, content: 'Hi.' }));
    await expect(client.responses.create({ model, input, conversation: id })).rejects.toMatchObject({
      ...{ status: 400, param: 'input' },
    });
  });
});
