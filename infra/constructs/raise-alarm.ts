import { Alarm, type AlarmProps, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';

export type AlarmRule = Pick<AlarmProps, 'alarmDescription' | 'metric' | 'threshold' | 'evaluationPeriods'>;

/** An alarm that tells the topic when it starts and when it is over. No data means that nothing happens, which is fine. */
export function raiseAlarm(scope: Construct, id: string, { alarmTopic }: Deployment, rule: AlarmRule): Alarm {
  const alarm = new Alarm(scope, id, {
    ...rule,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(alarmTopic));
  alarm.addOkAction(new SnsAction(alarmTopic));
  return alarm;
}
