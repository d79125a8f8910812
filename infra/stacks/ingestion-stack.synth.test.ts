import { Match } from 'aws-cdk-lib/assertions';
import { describe, it } from 'vitest';
import { metricsNamespace, telemetryMetrics } from '../../shared/observability/metric-names.ts';
import { synthesizeStage } from '../testing/synthesize-stage.ts';

describe('the ingestion stack', () => {
  const template = synthesizeStage('production').template('ingestion');

  it('hides a message six times as long as its worker may take', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: 'signalbox-production-ingestion',
      VisibilityTimeout: 360,
      SqsManagedSseEnabled: true,
      RedrivePolicy: Match.objectLike({ maxReceiveCount: 5 }),
    });
  });

  it('bounds how many workers write at once', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      ScalingConfig: { MaximumConcurrency: 100 },
      BatchSize: 10,
    });
  });

  it('counts every new pack, from the beginning of the stream', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      StartingPosition: 'TRIM_HORIZON',
      MaximumRetryAttempts: 20,
      FilterCriteria: {
        Filters: [
          {
            Pattern: JSON.stringify({
              eventName: ['INSERT'],
              dynamodb: { Keys: { sk: { S: [{ prefix: 'PACK#' }] } } },
            }),
          },
        ],
      },
    });
  });

  it('compares what was accepted with what is stored every 5 minutes, and raises an alarm for what is missing', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(5 minutes)',
      Description: 'Compare accepted, stored and queryable spans',
    });
    for (const MetricName of ['TelemetryMissingSpans', 'TelemetryUnreadableTraces'])
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        MetricName,
        Namespace: 'Signalbox',
        Statistic: 'Maximum',
        Threshold: 1,
        Dimensions: [{ Name: 'service', Value: 'tracing-reconciler' }],
      });
  });

  it('raises an alarm for what is stored and not archived, by the metric that the archive prints', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: telemetryMetrics.unarchived,
      Namespace: metricsNamespace,
      Statistic: 'Sum',
      Threshold: 1,
      Dimensions: [{ Name: 'service', Value: 'tracing' }],
    });
  });

  it('sweeps the spool every 5 minutes', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(5 minutes)',
      State: 'ENABLED',
    });
  });
});
