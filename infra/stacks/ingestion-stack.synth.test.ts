import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
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

  it('repeats no run of what is done regularly: the next one does its work', () => {
    const schedules = Object.values(template.findResources('AWS::Scheduler::Schedule'));
    const configs = Object.values(template.findResources('AWS::Lambda::EventInvokeConfig'));
    const aliasOf = new Map(
      Object.entries(template.findResources('AWS::Lambda::Alias')).map(([id, { Properties }]) => [
        id,
        Properties.FunctionName,
      ]),
    );

    expect(schedules).toHaveLength(4);
    for (const { Properties } of schedules) {
      const { Arn, RetryPolicy } = Properties.Target;
      const seconds = RetryPolicy.MaximumEventAgeInSeconds;
      expect(RetryPolicy).toEqual({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: seconds });
      // Of the alias that it calls: what is set for the function itself does not hold there.
      expect(configs.map((config) => config['Properties'])).toContainEqual({
        FunctionName: aliasOf.get(Arn.Ref),
        Qualifier: { 'Fn::Select': [7, { 'Fn::Split': [':', Arn] }] },
        MaximumRetryAttempts: 0,
        MaximumEventAgeInSeconds: seconds,
      });
    }
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
