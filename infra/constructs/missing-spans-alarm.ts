import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { metricsNamespace, reconcilerService, reconciliationMetrics } from '../../shared/observability/metric-names.ts';
import type { Deployment } from './deployment.ts';
import { raiseAlarm } from './raise-alarm.ts';

/** Tells when what was accepted is not what is stored, or what is stored is not what can be queried. */
export class MissingSpansAlarm extends Construct {
  constructor(scope: Construct, id: string, deployment: Deployment) {
    super(scope, id);
    raiseAlarm(this, 'MissingSpans', deployment, {
      alarmDescription: 'spans are missing: fewer are stored and queryable than were accepted',
      metric: metricOf(reconciliationMetrics.missingSpans),
      threshold: 1,
      evaluationPeriods: 1,
    });
    raiseAlarm(this, 'UnreadableTraces', deployment, {
      alarmDescription: 'spans are missing: a stored trace did not come back whole',
      metric: metricOf(reconciliationMetrics.unreadableTraces),
      threshold: 1,
      // A trace may be written to while it is read.
      evaluationPeriods: 2,
    });
  }
}

/** The job runs every 5 minutes; a period holds at least one run. */
function metricOf(metricName: string): Metric {
  return new Metric({
    namespace: metricsNamespace,
    metricName,
    dimensionsMap: { service: reconcilerService },
    statistic: Stats.MAXIMUM,
    period: Duration.minutes(10),
  });
}
