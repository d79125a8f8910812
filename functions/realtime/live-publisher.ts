import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { parseInput } from '../../shared/http/parse-input.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { createManagementPorts } from './create-management-ports.ts';
import { publisherEnvironmentSchema } from './environment.ts';
import { createSampler } from './live/create-sampler.ts';
import { publishLiveCalls } from './live/publish-live-calls.ts';

const settings = parseInput('config', publisherEnvironmentSchema, process.env);
const ports = {
  ...createManagementPorts(process.env, settings),
  sampler: createSampler({ clock: systemClock }),
  clock: systemClock,
  logger: createLogger('realtime-live-publisher'),
};

/** Sends calls as they happen to open monitors. A batch that fails comes again, and is then counted as missed. */
export const handler = middy(async (event: SQSEvent): Promise<SQSBatchResponse> => {
  try {
    await publishLiveCalls(
      ports,
      event.Records.map(({ body }) => body),
    );
    return { batchItemFailures: [] };
  } catch (error) {
    ports.logger.error('realtime.publish.failed', { error });
    return { batchItemFailures: event.Records.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  }
}).use(captureLambdaHandler(new Tracer({ serviceName: 'realtime' }), { captureResponse: false }));
