import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { parseInput } from '../../shared/http/parse-input.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { systemIds } from '../../shared/runtime/ids.ts';
import { changedTraces } from './changed-traces.ts';
import { createManagementPorts } from './create-management-ports.ts';
import { publisherEnvironmentSchema } from './environment.ts';
import { publishTraces } from './publish-traces.ts';

const settings = parseInput('config', publisherEnvironmentSchema, process.env);
const ports = {
  ...createManagementPorts(process.env, settings),
  ids: systemIds,
  logger: createLogger('realtime-publisher'),
};

/** Sends changed trace summaries to open consoles; a batch that fails is tried again from its start. */
export const handler = middy(async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  try {
    await publishTraces(ports, changedTraces(event.Records, ports.logger));
    return { batchItemFailures: [] };
  } catch (error) {
    ports.logger.error('realtime.publish.failed', { error });
    return { batchItemFailures: [{ itemIdentifier: event.Records[0]?.dynamodb?.SequenceNumber ?? '' }] };
  }
}).use(captureLambdaHandler(new Tracer({ serviceName: 'realtime' }), { captureResponse: false }));
