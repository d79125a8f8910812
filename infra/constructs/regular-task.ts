import { Duration } from 'aws-cdk-lib';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';

export interface RegularTaskProps {
  task: ServiceFunction;
  everyMinutes: number;
  description: string;
}

/**
 * Calls a function regularly. A run that fails is not repeated: the next one does its work. The schedule only hands its call to
 * Lambda, which would repeat what fails twice by itself, and try for six hours to begin what it throttles.
 */
export class RegularTask extends Construct {
  constructor(scope: Construct, id: string, { task, everyMinutes, description }: RegularTaskProps) {
    super(scope, id);
    const once = { retryAttempts: 0, maxEventAge: Duration.minutes(everyMinutes) };
    task.alias.configureAsyncInvoke(once);
    new Schedule(this, 'Schedule', {
      description,
      schedule: ScheduleExpression.rate(Duration.minutes(everyMinutes)),
      target: new LambdaInvoke(task.alias, once),
    });
  }
}
