import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { synthesizeStage } from '../testing/synthesize-stage.ts';

describe('the realtime stack', () => {
  const template = synthesizeStage('production').template('realtime');

  it('gives the three routes to one function', () => {
    const routeKeys = Object.values(template.findResources('AWS::ApiGatewayV2::Route')).map(
      ({ Properties }) => Properties.RouteKey,
    );

    expect(routeKeys.sort()).toEqual(['$connect', '$default', '$disconnect']);
  });

  it('publishes changed summaries while they are news', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      StartingPosition: 'LATEST',
      MaximumRecordAgeInSeconds: 60,
      FilterCriteria: {
        Filters: [
          { Pattern: JSON.stringify({ eventName: ['INSERT', 'MODIFY'], dynamodb: { Keys: { sk: { S: ['META'] } } } }) },
        ],
      },
    });
  });

  it('sends calls as they happen on at once, and forgets what nobody took in five minutes', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: Match.absent(),
      ScalingConfig: { MaximumConcurrency: 3 },
    });
    template.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: 'signalbox-production-live',
      MessageRetentionPeriod: 300,
      VisibilityTimeout: 60,
    });
  });

  it('posts to connections over HTTPS in AWS', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'signalbox-production-realtime-publisher',
      Environment: {
        Variables: Match.objectLike({
          WEBSOCKET_MANAGEMENT_URL: { 'Fn::Join': ['', Match.arrayWith(['https://'])] },
        }),
      },
    });
  });

  it("uses the emulator's own addresses on a laptop", () => {
    const local = synthesizeStage('local');
    const address = (scheme: string) => [`${scheme}://localhost:4566/_aws/execute-api/`, Match.anyValue(), '/local'];

    local.template('realtime').hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'signalbox-local-realtime-socket',
      Environment: { Variables: Match.objectLike({ WEBSOCKET_MANAGEMENT_URL: { 'Fn::Join': ['', address('http')] } }) },
    });
    local.template('api').hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'signalbox-local-realtime',
      Environment: { Variables: Match.objectLike({ WEBSOCKET_URL: { 'Fn::Join': ['', address('ws')] } }) },
    });
  });
});
