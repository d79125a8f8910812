import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { stageNames } from '../config.ts';
import { type SynthesizedResource, synthesizeStage } from '../testing/synthesize-stage.ts';

const getAtt = z
  .object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) })
  .transform((value) => value['Fn::GetAtt'][0]);
const queueSchema = z.looseObject({
  QueueName: z.string(),
  RedrivePolicy: z.object({ deadLetterTargetArn: getAtt, maxReceiveCount: z.number() }).optional(),
});
const mappingSchema = z.looseObject({
  EventSourceArn: z.unknown(),
  FunctionResponseTypes: z.array(z.string()),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: getAtt }) }).optional(),
  BisectBatchOnFunctionError: z.boolean().optional(),
});
const alarmSchema = z.looseObject({
  MetricName: z.string().optional(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.unknown() })).optional(),
  AlarmActions: z.array(z.unknown()).min(1),
});

describe.each(stageNames)('queues and event sources of %s', (stage) => {
  const resources = synthesizeStage(stage).resources();
  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  const queues = ofType('AWS::SQS::Queue').map((queue) => ({ ...queue, ...queueSchema.parse(queue.properties) }));
  const isDeadLetterQueue = ({ QueueName }: { QueueName: string }) => QueueName.endsWith('-dead-letters');
  const alarms = ofType('AWS::CloudWatch::Alarm').map((alarm) => alarmSchema.parse(alarm.properties));

  function alarmedMetrics(queue: SynthesizedResource): string[] {
    const isOfQueue = (value: unknown) => getAtt.safeParse(value).data === queue.logicalId;
    return alarms
      .filter(({ Dimensions = [] }) => Dimensions.some(({ Name, Value }) => Name === 'QueueName' && isOfQueue(Value)))
      .flatMap(({ MetricName }) => MetricName ?? [])
      .sort();
  }

  it('give every queue a dead-letter queue, and alarms on age and depth', () => {
    const live = queues.filter((queue) => !isDeadLetterQueue(queue));

    expect(live.length).toBeGreaterThan(0);
    for (const queue of live) {
      const deadLetters = queues.find(({ logicalId }) => logicalId === queue.RedrivePolicy?.deadLetterTargetArn);
      expect(deadLetters?.QueueName).toBe(`${queue.QueueName}-dead-letters`);
      expect(alarmedMetrics(queue)).toEqual(['ApproximateAgeOfOldestMessage', 'ApproximateNumberOfMessagesVisible']);
    }
  });

  it('watch every dead-letter queue', () => {
    const dead = queues.filter(isDeadLetterQueue);

    expect(dead.length).toBeGreaterThan(2);
    for (const queue of dead) expect(alarmedMetrics(queue)).toEqual(['ApproximateNumberOfMessagesVisible']);
  });

  it('report failed items instead of whole batches, and keep what a stream consumer gives up', () => {
    const mappings = ofType('AWS::Lambda::EventSourceMapping').map(({ properties }) => mappingSchema.parse(properties));

    expect(mappings.length).toBeGreaterThanOrEqual(4);
    for (const mapping of mappings) {
      expect(mapping.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
      const isQueue = getAtt.safeParse(mapping.EventSourceArn).data !== undefined;
      if (isQueue) continue;
      expect(mapping.BisectBatchOnFunctionError).toBe(true);
      const destination = mapping.DestinationConfig?.OnFailure.Destination;
      expect(queues.find(({ logicalId }) => logicalId === destination)?.QueueName).toMatch(/-dead-letters$/);
    }
  });
});
