import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { FunctionDefinition } from '../function-definitions.ts';
import type { Deployment } from './deployment.ts';
import { raiseAlarm } from './raise-alarm.ts';

const period = Duration.minutes(5);

/** Errors and throttles at once, slowness when it lasts. */
export function raiseFunctionAlarms(
  scope: Construct,
  deployment: Deployment,
  target: LambdaFunction,
  definition: FunctionDefinition,
): void {
  raiseAlarm(scope, 'Errors', deployment, {
    alarmDescription: `${definition.name} fails`,
    metric: target.metricErrors({ period, statistic: Stats.SUM }),
    threshold: 3,
    evaluationPeriods: 1,
  });
  raiseAlarm(scope, 'Throttles', deployment, {
    alarmDescription: `${definition.name} is throttled: the account's concurrency is used up`,
    metric: target.metricThrottles({ period, statistic: Stats.SUM }),
    threshold: 1,
    evaluationPeriods: 1,
  });
  raiseAlarm(scope, 'Duration', deployment, {
    alarmDescription: `${definition.name} is slow: its p95 is above ${definition.slowAfterSeconds} s`,
    metric: target.metricDuration({ period, statistic: Stats.percentile(95) }),
    threshold: definition.slowAfterSeconds * 1000,
    evaluationPeriods: 3,
  });
}
