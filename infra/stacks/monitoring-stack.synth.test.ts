import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { stageNames } from '../config.ts';
import { functionDefinitions } from '../function-definitions.ts';
import { synthesizeStage } from '../testing/synthesize-stage.ts';

describe('monitoring', () => {
  it.each(stageNames)('sends every alarm of %s to the one topic, when it starts and when it is over', (stage) => {
    const synthesized = synthesizeStage(stage);
    const alarms = synthesized.resources().filter(({ type }) => type === 'AWS::CloudWatch::Alarm');
    const targets = new Set(
      alarms
        .flatMap(({ properties }) => [properties['AlarmActions'], properties['OKActions']])
        .map((action) => JSON.stringify(action)),
    );

    synthesized.template('monitoring').resourceCountIs('AWS::SNS::Topic', 1);
    expect(targets.size).toBe(1);
    expect([...targets][0]).toContain(`signalbox-${stage}-monitoring:`);
  });

  it('lets alarms of this account publish, and nobody over plain HTTP', () => {
    const allowed = Match.objectLike({
      Effect: 'Allow',
      Action: 'sns:Publish',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    });
    const refused = Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });

    synthesizeStage('production')
      .template('monitoring')
      .hasResourceProperties('AWS::SNS::TopicPolicy', { PolicyDocument: { Statement: [refused, allowed] } });
  });

  it('lets API Gateway log before the first API is there, and after the last is gone', () => {
    const synthesized = synthesizeStage('dev');
    const [account, ...others] = synthesized.resources().filter(({ type }) => type === 'AWS::ApiGateway::Account');
    const monitoring = synthesized.stacks.find(({ stackName }) => stackName === 'signalbox-dev-monitoring');
    const withApis = synthesized.stacks.filter(({ stackName }) => /-(api|realtime)$/.test(stackName));

    expect(account).toMatchObject({ stack: 'monitoring', deletionPolicy: 'Retain' });
    expect(others).toEqual([]);
    expect(withApis).toHaveLength(2);
    for (const stack of withApis) expect(stack.dependencies).toContain(monitoring);
  });

  it('shows every function and every queue on one dashboard', () => {
    const synthesized = synthesizeStage('production');
    const [dashboard] = synthesized.resources().filter(({ type }) => type === 'AWS::CloudWatch::Dashboard');
    const body = JSON.stringify(dashboard?.properties['DashboardBody']);
    const queues = synthesized.resources().filter(({ type }) => type === 'AWS::SQS::Queue');

    for (const { name } of Object.values(functionDefinitions)) expect(body).toContain(`signalbox-production-${name}`);
    for (const { properties } of queues) expect(body).toContain(properties['QueueName']);
  });
});
