import { request } from 'node:http';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';

type Command = Parameters<DynamoDBDocumentClient['send']>[0];

/**
 * The baseline: the same requests over the same protocol, read to the last byte and not looked at. What a page takes beyond
 * this is ours.
 */
export function createPlainReads(url: string) {
  return async (groups: readonly (readonly Command[])[]): Promise<number> => {
    let bytes = 0;
    for (const group of groups) {
      const sizes = await Promise.all(group.map((command) => post(url, command)));
      bytes += sizes.reduce((sum, size) => sum + size, 0);
    }
    return bytes;
  };
}

async function post(url: string, command: Command): Promise<number> {
  const operation = command.constructor.name.replace(/Command$/, '').replace(/Get$/, 'GetItem');
  const body = JSON.stringify(wireInput(command.input as unknown as Record<string, unknown>));
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `DynamoDB_20120810.${operation}`,
    authorization:
      'AWS4-HMAC-SHA256 Credential=test/20261126/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  };
  return await new Promise((done, fail) => {
    const sent = request(url, { method: 'POST', headers }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.byteLength;
      });
      response.on('end', () =>
        response.statusCode === 200 ? done(bytes) : fail(new Error(`status ${response.statusCode}`)),
      );
    });
    sent.on('error', fail);
    sent.end(body);
  });
}

/** What the document client would send. */
function wireInput(input: Record<string, unknown>): Record<string, unknown> {
  const { ExpressionAttributeValues: values, ExclusiveStartKey: start, RequestItems: items, Key: key, ...rest } = input;
  return {
    ...rest,
    ...(values === undefined ? {} : { ExpressionAttributeValues: marshall(values, { removeUndefinedValues: true }) }),
    ...(start === undefined ? {} : { ExclusiveStartKey: marshall(start) }),
    ...(key === undefined ? {} : { Key: marshall(key) }),
    ...(items === undefined ? {} : { RequestItems: batchInput(items as Record<string, { Keys: object[] }>) }),
  };
}

function batchInput(items: Record<string, { Keys: object[] }>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(items).map(([table, { Keys }]) => [table, { Keys: Keys.map((key) => marshall(key)) }]),
  );
}
