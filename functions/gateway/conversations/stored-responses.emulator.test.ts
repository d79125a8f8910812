import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createDocumentClient } from '../../../shared/aws/document-client.ts';
import { objectsIn } from '../../../shared/json/json-object.ts';
import { createConversationBlobs } from '../../../shared/storage/conversation-blobs.ts';
import { type FakeProvider, startFakeProvider } from '../../../test/fixtures/fake-provider/fake-provider.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import { createTelemetry, type Telemetry } from '../../../test/support/create-telemetry.ts';
import { type StatefulInput, startStatefulGateway } from '../testing/stateful-gateway.ts';

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

function startGateway(settings: StatefulInput['settings'] = {}, ports: StatefulInput['ports'] = {}) {
  return startStatefulGateway({
    ...{ baseUrl: fake.baseUrl, documents: createDocumentClient(environment), tableName, clock: () => now },
    ...{ blobs: createConversationBlobs(telemetry), settings, ports },
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

describe('an answer that goes on from another', () => {
  test('has heard all before it, but the instructions of others', async () => {
    const { client } = startGateway();
    const first = await client.responses.create({ model, instructions: 'Be brief.', input: 'One.' });
    const second = await client.responses.create({ model, input: 'Two.', previous_response_id: first.id });
    const third = await client.responses.create({
      ...{ model, instructions: 'Be kind.', input: [{ role: 'user', content: 'Three.' }] },
      previous_response_id: second.id,
    });

    expect(first).toMatchObject({ store: true, previous_response_id: null });
    expect(third.previous_response_id).toBe(second.id);
    const said = `assistant: ${first.output_text}`;
    expect(lastAsked()).toEqual(['system: Be kind.', 'user: One.', said, 'user: Two.', said, 'user: Three.']);
  });

  test('may branch off, and may follow a stream at once', async () => {
    const { client } = startGateway();
    let streamed = '';
    for await (const event of await client.responses.create({ model, input: 'One.', stream: true })) {
      if (event.type === 'response.completed') streamed = event.response.id;
    }
    for (const input of ['Left.', 'Right.']) {
      await client.responses.create({ model, input, previous_response_id: streamed });
      expect(lastAsked().at(0)).toBe('user: One.');
      expect(lastAsked().slice(2)).toEqual([`user: ${input}`]);
    }
  });

  test('answers the calls of tools that went before', async () => {
    const { client } = startGateway();
    const tools = [{ type: 'function' as const, name: 'now', parameters: { type: 'object' }, strict: false }];
    const first = await client.responses.create({ model: 'sandbox/tools', input: 'What time is it?', tools });
    const call = first.output.find((item) => item.type === 'function_call');
    const second = await client.responses.create({
      ...{ model: 'sandbox/tools', tools, previous_response_id: first.id },
      input: [{ type: 'function_call_output', call_id: call?.call_id ?? '', output: 'noon' }],
    });
    expect(second.output_text).toContain('noon');
  });

  test.each(['resp_unknown', 'conv_1'])('is refused where there is none: %s', async (previous) => {
    const { client } = startGateway();
    await expect(
      client.responses.create({ model, input: 'Hi.', previous_response_id: previous }),
    ).rejects.toMatchObject({
      ...{ status: 400, code: 'previous_response_not_found', param: 'previous_response_id' },
    });
  });

  test('is refused where something before it is gone, and names it', async () => {
    const { client } = startGateway();
    const first = await client.responses.create({ model, input: 'One.' });
    const second = await client.responses.create({ model, input: 'Two.', previous_response_id: first.id });
    await client.responses.delete(first.id);
    await expect(client.responses.create({ model, input: 'Three.', previous_response_id: second.id })).rejects.toThrow(
      first.id,
    );
  });

  test('is not both that and part of a conversation', async () => {
    const { client } = startGateway();
    const both = { previous_response_id: 'resp_1', conversation: 'conv_1' };
    await expect(client.responses.create({ model, input: 'Hi.', ...both })).rejects.toMatchObject({
      ...{ status: 400, param: 'previous_response_id' },
    });
  });

  test('goes back no further than can be read', async () => {
    const { client, harness } = startGateway(
      {},
      {
        responseStore: {
          put: async () => undefined,
          remove: async () => false,
          find: async (_, responseId) => ({
            ...{
              responseId,
              ancestors: Array.from({ length: responseId === 'resp_long' ? 200 : 3 }, (_, at) => `resp_${at}`),
            },
            ...{ response: {}, input: [], messages: [{ role: 'user', content: 'x'.repeat(3 * 1024 * 1024) }] },
          }),
        },
      },
    );
    for (const previous of ['resp_long', 'resp_large']) {
      await expect(
        client.responses.create({ model, input: 'Hi.', previous_response_id: previous }),
      ).rejects.toMatchObject({ status: 400, code: 'conversation_full' });
    }
    expect(harness.spans).toEqual([]);
  });
});

describe('an answer that is stored', () => {
  test('is read as it was given, with its input page by page, and deleted', async () => {
    const { client } = startGateway();
    const items = ['One.', 'Two.', 'Three.'].map((content) => ({ role: 'user' as const, content }));
    const created = await client.responses.create({ model, input: items, metadata: { topic: 'harbours' } });
    const { output_text: _, ...asCreated } = created;

    expect(await client.responses.retrieve(created.id)).toMatchObject(asCreated);
    const texts: string[] = [];
    for await (const item of client.responses.inputItems.list(created.id, { order: 'asc', limit: 2 })) {
      expect(item).toMatchObject({ id: expect.stringMatching(/^msg_/), type: 'message', role: 'user' });
      texts.push(JSON.stringify(item));
    }
    expect(texts.map((text) => /(One|Two|Three)/.exec(text)?.[0])).toEqual(['One', 'Two', 'Three']);
    const newest = await client.responses.inputItems.list(created.id, { limit: 1 });
    expect([newest.data.length, newest.has_more]).toEqual([1, true]);
    await expect(client.responses.inputItems.list(created.id, { after: 'msg_x' })).rejects.toMatchObject({
      status: 400,
    });

    await client.responses.delete(created.id);
    for (const gone of [
      client.responses.retrieve(created.id),
      client.responses.inputItems.list(created.id),
      client.responses.delete(created.id),
    ]) {
      await expect(gone).rejects.toMatchObject({ status: 404, code: 'response_not_found' });
    }
  });

  test('is read as it was streamed, cut short or not', async () => {
    const { client } = startGateway();
    for (const asked of [{ model }, { model: 'sandbox/lorem', max_output_tokens: 16 }]) {
      const stream = await client.responses.create({ ...asked, input: 'Hi.', stream: true });
      const events = await allOf(stream);
      const last = events.at(-1);
      if (last?.type !== 'response.completed' && last?.type !== 'response.incomplete') expect.unreachable(last?.type);
      else expect(await client.responses.retrieve(last.response.id)).toMatchObject(last.response);
    }
  });

  test('also where it is too large for the table', async () => {
    const { client } = startGateway();
    const input = Array.from({ length: 4_000 }, () => randomUUID()).join('');
    const { id } = await client.responses.create({ model, input });
    expect(JSON.stringify(await client.responses.inputItems.list(id))).toContain(input);
    await client.responses.delete(id);
    await expect(client.responses.retrieve(id)).rejects.toMatchObject({ status: 404 });
  });

  test('is of one project, and ends with its retention', async () => {
    const [mine, other] = [startGateway(), startGateway()];
    const { id } = await mine.client.responses.create({ model, input: 'A secret.' });
    await expect(other.client.responses.retrieve(id)).rejects.toMatchObject({ status: 404 });
    await expect(other.client.responses.delete(id)).rejects.toMatchObject({ status: 404 });
    await expect(
      other.client.responses.create({ model, input: 'Go on.', previous_response_id: id }),
    ).rejects.toMatchObject({ code: 'previous_response_not_found' });
    expect((await mine.client.responses.retrieve(id)).id).toBe(id);
    now += 30 * day;
    await expect(mine.client.responses.retrieve(id)).rejects.toMatchObject({ status: 404 });
  });

  test('is none where the caller or the project wants none', async () => {
    const { client } = startGateway();
    const unstored = await client.responses.create({ model, input: 'Hi.', store: false });
    expect(unstored).toMatchObject({ store: false });
    await expect(client.responses.retrieve(unstored.id)).rejects.toMatchObject({ status: 404 });

    const private_ = startGateway({ capturesContent: false });
    const { data, response } = await private_.client.responses
      .create({ model, input: 'Hi.', store: true })
      .withResponse();
    expect(data).toMatchObject({ store: false });
    expect(response.headers.get('x-signalbox-warnings')).toContain('parameter_adjusted store:');
    await expect(private_.client.responses.retrieve(data.id)).rejects.toMatchObject({ status: 404 });
  });

  test('cannot be streamed again', async () => {
    const { harness } = startGateway();
    const response = await harness.app.request('/v1/responses/resp_1?stream=true', { headers: { authorization: 'x' } });
    expect(response.status).toBe(400);
  });

  test('that could not be stored is given all the same, and says so', async () => {
    const put = () => Promise.reject(new Error('no connection'));
    const { client, harness } = startGateway(
      {},
      { responseStore: { put, find: async () => null, remove: async () => false } },
    );
    const { response } = await client.responses.create({ model, input: 'Hi.' }).withResponse();
    expect(response.headers.get('x-signalbox-warnings')).toContain('answer_not_kept store:');
    expect((await harness.nextSpan()).decision?.warnings).toMatchObject([{ code: 'answer_not_kept' }]);
    expect(harness.log.join()).toContain('gateway.turn.unkept');
  });

  test('is none where the call failed', async () => {
    const { client } = startGateway();
    const stream = await client.responses.create({ model: 'mock/cut-mid', input: 'Hi.', stream: true });
    const events = await allOf(stream);
    const last = events.at(-1);
    if (last?.type !== 'response.failed') expect.unreachable(last?.type);
    else await expect(client.responses.retrieve(last.response.id)).rejects.toMatchObject({ status: 404 });
  });
});
