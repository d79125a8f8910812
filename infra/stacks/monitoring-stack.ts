import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { AlarmTopic } from '../constructs/alarm-topic.ts';
import { ApiGatewayLogging } from '../constructs/api-gateway-logging.ts';
import { OverviewDashboard } from '../constructs/overview-dashboard.ts';
import { SignalboxStack } from './signalbox-stack.ts';

/** The topic of all alarms, the dashboard, and leave for API Gateway to log. Each construct raises its own alarms, where it is. */
export class MonitoringStack extends SignalboxStack {
  readonly alarmTopic: AlarmTopic;

  constructor(scope: Construct, config: StageConfig) {
    super(scope, { config, name: 'monitoring', description: 'alarms and the dashboard', isStateful: false });
    this.alarmTopic = new AlarmTopic(this, 'Alarms', config);
    new ApiGatewayLogging(this, 'ApiGatewayLogging');
    new OverviewDashboard(this, 'Overview', config);

    new CfnOutput(this, 'AlarmTopic', { value: this.alarmTopic.topicArn });
  }
}
