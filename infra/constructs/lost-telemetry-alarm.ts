import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { LogEvent } from '../../shared/observability/log-events.ts';
import { metricsNamespace, telemetryMetrics } from '../../shared/observability/metric-names.ts';
import type { Deployment } from './deployment.ts';
import { raiseAlarm } from './raise-alarm.ts';
import type { ServiceFunction } from './service-function.ts';

const lost: LogEvent = 'ingestion.enqueue.lost';

/**
 * The one way in which accepted telemetry is lost: a process that could reach neither the queue nor the spool ran out of
 * room. Counted from the log, because whoever loses records has no time left for metrics of its own.
 */
export class LostTelemetryAlarm extends Construct {
  constructor(scope: Construct, id: string, deployment: Deployment, senders: readonly ServiceFunction[]) {
    super(scope, id);
    // The emulator does not know metric filters and would refuse the stack.
    const isCounted = deployment.config.emulatorUrl === null;
    for (const { node, logGroup } of isCounted ? senders : []) {
      new MetricFilter(this, node.id, {
        logGroup,
        filterPattern: FilterPattern.stringValue('$.message', '=', lost),
        metricNamespace: metricsNamespace,
        metricName: telemetryMetrics.lostRecords,
        metricValue: '$.recordCount',
      });
    }
    raiseAlarm(this, 'LostRecords', deployment, {
      alarmDescription: 'telemetry was lost: neither the ingestion queue nor the spool took it',
      metric: new Metric({
        namespace: metricsNamespace,
        metricName: telemetryMetrics.lostRecords,
        statistic: Stats.SUM,
        period: Duration.minutes(5),
      }),
      threshold: 1,
      evaluationPeriods: 1,
    });
  }
}
