import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import {
  ConditionalCheckFailedException,
  DescribeTableCommand,
  DynamoDBClient,
  TransactionCanceledException,
} from './client-dynamodb.ts';
import { GetObjectCommand, ListObjectsV2Command, NoSuchKey, PutObjectCommand, S3Client } from './client-s3.ts';
import { CreateSecretCommand, ResourceNotFoundException, SecretsManagerClient } from './client-secrets-manager.ts';
import { SendMessageCommand, SQSClient } from './client-sqs.ts';
import {
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  TransactWriteCommand,
} from './lib-dynamodb.ts';

interface Answer {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
  /** Closes the connection instead. */
  isCut?: boolean;
}

interface Received {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** A service that gives these answers, one after the other, and the last for ever. */
async function serve(...answers: Answer[]) {
  const received: Received[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { method = '', url = '', headers } = incoming;
    received.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
    const { status = 200, body = {}, headers: sent = {}, isCut } = answers.shift() ?? {};
    if (isCut) return incoming.socket.destroy();
    outgoing.writeHead(status, sent).end(typeof body === 'string' ? body : JSON.stringify(body));
    return;
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return { received, config: { region: 'us-east-1', endpoint, credentials, maxAttempts: 3 } };
}

const json = ({ body }: Received) => JSON.parse(body) as Record<string, unknown>;
const documentsOf = (config: Awaited<ReturnType<typeof serve>>['config']) =>
  DynamoDBDocumentClient.from(new DynamoDBClient(config), { marshallOptions: { removeUndefinedValues: true } });

describe('documents', () => {
  test('values are mapped wherever items stand, bytes among them', async () => {
    const item = { pk: { S: 'a' }, B: { B: 'AQI=' }, n: { N: '1' } };
    const { received, config } = await serve({ body: {} }, { body: { Item: item } });
    const documents = documentsOf(config);
    await documents.send(
      new PutCommand({ TableName: 't', Item: { pk: 'a', B: Buffer.from([1, 2]), n: 1, x: undefined } }),
    );

    expect(received[0] && json(received[0])).toEqual({ TableName: 't', Item: item });
    expect(received[0]?.headers).toMatchObject({
      'x-amz-target': 'DynamoDB_20120810.PutItem',
      'content-type': 'application/x-amz-json-1.0',
    });
    expect(await documents.send(new GetCommand({ TableName: 't', Key: { pk: 'a' } }))).toEqual({
      Item: { pk: 'a', B: new Uint8Array([1, 2]), n: 1 },
    });
  });

  test('a table may be called like a field, and what is left of a batch comes back as it was given', async () => {
    const left = { Item: [{ PutRequest: { Item: { pk: { S: 'a' } } } }] };
    const { received, config } = await serve({ body: { UnprocessedItems: left } });
    const RequestItems = { Item: [{ PutRequest: { Item: { pk: 'a' } } }] };
    const answer = await documentsOf(config).send(new BatchWriteCommand({ RequestItems }));

    expect(received[0] && json(received[0])).toEqual({ RequestItems: left });
    expect(answer).toEqual({ UnprocessedItems: RequestItems });
  });

  test('a query is read page by page', async () => {
    const { received, config } = await serve(
      { body: { Items: [{ n: { N: '1' } }], LastEvaluatedKey: { pk: { S: 'a' } } } },
      { body: { Items: [{ n: { N: '2' } }] } },
    );
    const items: unknown[] = [];
    for await (const page of paginateQuery({ client: documentsOf(config) }, { TableName: 't' })) {
      items.push(...(page['Items'] as unknown[]));
    }

    expect(items).toEqual([{ n: 1 }, { n: 2 }]);
    expect(received.map((each) => json(each)['ExclusiveStartKey'])).toEqual([undefined, { pk: { S: 'a' } }]);
  });
});

test('when a table was made is a date, as the SDK has it', async () => {
  const made = new Date('2026-11-27T10:00:00.500Z');
  const { config, received } = await serve({ body: { Table: { CreationDateTime: made.getTime() / 1000 } } });

  expect(await documentsOf(config).send(new DescribeTableCommand({ TableName: 'traces' }))).toEqual({
    Table: { CreationDateTime: made },
  });
  expect(received[0]?.headers['x-amz-target']).toBe('DynamoDB_20120810.DescribeTable');
});

test('and where a table does not say, nothing is made up', async () => {
  const { config } = await serve({ body: { Table: {} } }, { body: {} });
  const ask = () => documentsOf(config).send(new DescribeTableCommand({ TableName: 'traces' }));

  expect([await ask(), await ask()]).toEqual([{ Table: {} }, {}]);
});

describe('errors', () => {
  test('have the SDK’s names and reasons, and are not tried again where that cannot help', async () => {
    const { received, config } = await serve(
      {
        status: 400,
        body: { __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException', message: 'no' },
      },
      {
        status: 400,
        body: {
          __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
          Message: 'cancelled',
          CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
        },
      },
    );
    const documents = documentsOf(config);
    const condition: unknown = await documents.send(new PutCommand({ Item: {} })).catch((error: unknown) => error);
    const cancelled: unknown = await documents.send(new TransactWriteCommand({})).catch((error: unknown) => error);

    expect(condition).toBeInstanceOf(ConditionalCheckFailedException);
    expect(condition).toMatchObject({ name: 'ConditionalCheckFailedException', message: 'no' });
    expect(cancelled).toBeInstanceOf(TransactionCanceledException);
    expect(cancelled).toMatchObject({ CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }] });
    expect(received).toHaveLength(2);
  });

  test.each<[string, Answer]>([
    ['a server that failed', { status: 500, body: 'oh' }],
    ['throttling', { status: 400, body: { __type: 'x#ThrottlingException' } }],
    ['a connection that broke', { isCut: true }],
  ])('%s is tried again, with the same token', async (_, answer) => {
    const { received, config } = await serve(answer, {});
    await documentsOf(config).send(new TransactWriteCommand({ TransactItems: [] }));
    const tokens = received.map((each) => json(each)['ClientRequestToken']);

    expect(tokens).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), tokens[0]]);
  });

  test('what goes on failing is thrown after the last attempt', async () => {
    const { received, config } = await serve(...Array.from({ length: 5 }, () => ({ status: 503, body: '<html>' })));

    await expect(documentsOf(config).send(new GetCommand({ Key: {} }))).rejects.toMatchObject({
      name: 'UnknownError',
      message: 'The service answered with status 503.',
    });
    expect(received).toHaveLength(3);
  });
});

test('messages go to the queue by its own protocol', async () => {
  const { received, config } = await serve({});
  await new SQSClient(config).send(new SendMessageCommand({ QueueUrl: 'q', MessageBody: 'é' }));

  expect(received[0]?.headers['x-amz-target']).toBe('AmazonSQS.SendMessage');
  expect(received[0] && json(received[0])).toEqual({ QueueUrl: 'q', MessageBody: 'é' });
});

test('secrets are made with a token, and a missing one is an error of its own', async () => {
  const { received, config } = await serve(
    {},
    { status: 400, headers: { 'x-amzn-errortype': 'ResourceNotFoundException:' } },
  );
  const secrets = new SecretsManagerClient(config);
  await secrets.send(new CreateSecretCommand({ Name: 'n' }));

  expect(received[0] && json(received[0])).toEqual({ Name: 'n', ClientRequestToken: expect.any(String) });
  expect(received[0]?.headers['content-type']).toBe('application/x-amz-json-1.1');
  await expect(secrets.send(new CreateSecretCommand({ Name: 'n' }))).rejects.toBeInstanceOf(ResourceNotFoundException);
});

describe('objects', () => {
  test('are put and read in one piece, under any name', async () => {
    const { received, config } = await serve({ body: '' }, { body: 'content' });
    const s3 = new S3Client(config);
    await s3.send(new PutObjectCommand({ Bucket: 'b', Key: 'a b/(c)é', Body: Buffer.from('content') }));
    const { Body } = (await s3.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }))) as {
      Body: { transformToByteArray(): Promise<Uint8Array> };
    };

    expect(received[0]).toMatchObject({ method: 'PUT', url: '/b/a%20b/%28c%29%C3%A9', body: 'content' });
    expect(Buffer.from(await Body.transformToByteArray()).toString()).toBe('content');
  });

  test('keep what is said of them', async () => {
    const { received, config } = await serve({ body: '' }, { body: 'x', headers: { 'x-amz-meta-path': '/otel' } });
    const s3 = new S3Client(config);
    await s3.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Metadata: { Path: '/otel' }, Tagging: 'days=30' }));
    const { Metadata } = await s3.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));

    expect(received[0]?.headers).toMatchObject({ 'x-amz-meta-path': '/otel', 'x-amz-tagging': 'days=30' });
    expect(Metadata).toEqual({ path: '/otel' });
  });

  test('are listed by prefix, from a name on', async () => {
    const contents = '<Contents><Key>raw/a&amp;b&#x2F;&#38;</Key><Size>7</Size></Contents>';
    const { received, config } = await serve(
      { body: `<ListBucketResult><IsTruncated>true</IsTruncated>${contents}${contents}</ListBucketResult>` },
      { body: '<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>' },
    );
    const s3 = new S3Client(config);
    const list = () =>
      s3.send(new ListObjectsV2Command({ Bucket: 'b', Prefix: 'raw/', StartAfter: 'a b', MaxKeys: 2 }));

    expect(await list()).toMatchObject({
      IsTruncated: true,
      Contents: [
        { Key: 'raw/a&b/&', Size: 7 },
        { Key: 'raw/a&b/&', Size: 7 },
      ],
    });
    expect(received[0]?.url).toBe('/b?list-type=2&prefix=raw%2F&start-after=a%20b&max-keys=2');
    expect(await list()).toMatchObject({ IsTruncated: false, Contents: undefined });
  });

  test('what is not understood is refused, not left out', async () => {
    const { received, config } = await serve({});
    const put = new PutObjectCommand({ Bucket: 'b', Key: 'k', StorageClass: 'GLACIER' });

    await expect(new S3Client(config).send(put)).rejects.toThrow('does not know StorageClass of PutObject');
    expect(received).toEqual([]);
  });

  test('a missing one is an error of its own', async () => {
    const body = '<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>gone</Message></Error>';
    const { config } = await serve({ status: 404, body }, { status: 404, body: '' });
    const get = () => new S3Client(config).send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));

    await expect(get()).rejects.toBeInstanceOf(NoSuchKey);
    await expect(get()).rejects.toMatchObject({ name: 'NotFound' });
  });
});
