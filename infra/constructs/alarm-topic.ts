import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { physicalName } from './deployment.ts';

/** Where every alarm goes. Not encrypted with a KMS key: CloudWatch could not publish to it under AWS's own. */
export class AlarmTopic extends Topic {
  constructor(scope: Construct, id: string, config: StageConfig) {
    super(scope, id, { topicName: physicalName(config, 'alarms'), enforceSSL: true });
    if (config.alarmEmail !== null) this.addSubscription(new EmailSubscription(config.alarmEmail));
  }
}
