import { Aws } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { physicalName } from './deployment.ts';

/** Where every alarm goes. Not encrypted with a KMS key: CloudWatch could not publish to it under AWS's own. */
export class AlarmTopic extends Topic {
  constructor(scope: Construct, id: string, config: StageConfig) {
    super(scope, id, { topicName: physicalName(config, 'alarms'), enforceSSL: true });
    // Refusing plain HTTP takes a policy, and any policy takes the place of the one that lets the account's alarms in.
    const conditions = { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } };
    this.grantPublish(new ServicePrincipal('cloudwatch.amazonaws.com', { conditions }));
    if (config.alarmEmail !== null) this.addSubscription(new EmailSubscription(config.alarmEmail));
  }
}
