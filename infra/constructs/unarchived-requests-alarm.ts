import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { metricsNamespace, telemetryMetrics } from '../../shared/observability/metric-names.ts';
import type { Deployment } from './deployment.ts';
import { raiseAlarm } from './raise-alarm.ts';

/** Tells when the archive refuses what is stored: no replay could read it again until it is archived after all. */
export class UnarchivedRequestsAlarm extends Construct {
  constructor(scope: Construct, id: string, deployment: Deployment) {
    super(scope, id);
    raiseAlarm(this, 'UnarchivedRequests', deployment, {
      alarmDescription:
        'telemetry was stored without being archived: it waits for that, and cannot be replayed until then',
      metric: new Metric({
        namespace: metricsNamespace,
        metricName: telemetryMetrics.unarchived,
        // As the archive prints it, of the endpoints and of the worker alike.
        dimensionsMap: { service: 'tracing' },
        statistic: Stats.SUM,
        period: Duration.minutes(5),
      }),
      // The SDK tries three times: one is no accident, but ends with the request.
      threshold: 1,
      evaluationPeriods: 1,
    });
  }
}
