import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { awsClientConfig } from '../../shared/aws/client-config.ts';
import { createDocumentClient } from '../../shared/aws/document-client.ts';
import { createRollupRepository, type RollupBucket } from '../../shared/storage/rollup-repository.ts';
import { hexOf } from '../support/build-span.ts';
import { encodeOtlp, type SpanToEncode } from '../support/encode-otlp.ts';
import { localStage } from '../support/local-stage.ts';
import { newProject, signIn } from '../support/people.ts';

const stage = localStage();
const environment = { AWS_ENDPOINT_URL: stage.emulatorUrl };

async function rollupsTable(): Promise<string> {
  const { TableNames = [] } = await new DynamoDBClient(awsClientConfig(environment)).send(new ListTablesCommand({}));
  const [name] = TableNames.filter((each) => /rollups/i.test(each));
  if (name === undefined) throw new Error(`No rollups table among ${TableNames.join(', ')}.`);
  return name;
}

function call(traceId: string, index: number, now: number): SpanToEncode {
  return {
    traceId,
    spanId: hexOf(`${traceId} ${index}`, 16),
    name: 'chat',
    startTimeUnixNano: BigInt(now) * 1_000_000n,
    endTimeUnixNano: BigInt(now + 250) * 1_000_000n,
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-4o',
      'gen_ai.usage.input_tokens': 1000,
      'gen_ai.usage.output_tokens': 10,
    },
  };
}

test('what the stage accepts is in its rollups seconds later, once, with exact tokens and cost', async () => {
  const token = await signIn(stage, stage.email, stage.password);
  const projectId = await newProject(stage, token);
  const now = Date.now();
  const traceId = crypto.randomUUID().replaceAll('-', '');
  const [a, b, c] = [0, 1, 2].map((index) => call(traceId, index, now));
  if (!a || !b || !c) throw new Error('three spans');
  for (const spans of [[a], [b], [a], [a, b, c], [c]]) {
    const response = await fetch(`${stage.url}/otel/v1/traces`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'x-signalbox-project': projectId,
        'content-type': 'application/x-protobuf',
      },
      body: new Uint8Array(encodeOtlp(spans)),
    });
    expect(response.status).toBe(200);
  }

  const documents = createDocumentClient(environment);
  const rollups = createRollupRepository({ documents, tableName: await rollupsTable() });
  const read = async () =>
    await rollups.read({ projectId, granularity: 'minute', dimension: 'model', from: now, to: now + 1 });
  const expected: Partial<RollupBucket>[] = [
    {
      value: 'gpt-4o',
      measures: expect.objectContaining({
        callCount: 3,
        'tokens.input': 3000,
        'tokens.output': 30,
        // 2.50 and 10 USD per million tokens.
        costNanoUsd: 3 * (1000 * 2500 + 10 * 10_000),
      }),
    },
  ];
  await expect.poll(read, { timeout: 30_000, interval: 200 }).toMatchObject(expected);
});
