import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { routes } from '../../shared/contract/routes.ts';
import { routeMounts } from '../constructs/route-mounts.ts';
import { synthesizeStage } from '../testing/synthesize-stage.ts';

describe('the API stack', () => {
  const template = synthesizeStage('production').template('api');
  const local = synthesizeStage('local').template('api');
  const resources = template.findResources('AWS::ApiGateway::Resource');

  function pathOf(logicalId: string): string {
    const { PathPart, ParentId } = resources[logicalId]?.['Properties'] ?? {};
    return ParentId.Ref === undefined ? `/${PathPart}` : `${pathOf(ParentId.Ref)}/${PathPart}`;
  }

  it('is Regional, takes TLS 1.2 and up, and leaves binary bodies alone', () => {
    template.hasResourceProperties('AWS::ApiGateway::RestApi', {
      Name: 'signalbox-production-api',
      EndpointConfiguration: { Types: ['REGIONAL'] },
      SecurityPolicy: Match.stringLikeRegexp('^SecurityPolicy_TLS13_1_2_'),
      BinaryMediaTypes: ['*/*'],
    });
  });

  it('streams the gateway and the traces for up to 15 minutes, and nothing else', () => {
    const streaming = template.findResources('AWS::ApiGateway::Method', {
      Properties: { Integration: { ResponseTransferMode: 'STREAM' } },
    });

    const timeouts = Object.values(streaming).map(({ Properties }) => Properties.Integration.TimeoutInMillis);
    const paths = Object.values(streaming).map(({ Properties }) => pathOf(Properties.ResourceId.Ref));
    expect(new Set(timeouts)).toEqual(new Set([900_000]));
    const streamed = routeMounts(routes).filter(({ domain }) => domain === 'gateway' || domain === 'tracing');
    const mounted = streamed.flatMap(({ path, servesPath, servesBelow }) => [
      ...(servesPath ? [path] : []),
      ...(servesBelow ? [`${path}/{proxy+}`] : []),
    ]);
    expect(paths.toSorted()).toEqual(mounted.toSorted());
    expect(paths).toContain('/api/v2/traces/{proxy+}');
  });

  it('does not stream on the emulator, which cannot', () => {
    local.resourcePropertiesCountIs('AWS::ApiGateway::Method', { Integration: { ResponseTransferMode: 'STREAM' } }, 0);
  });

  it('tells whoever is on call when telemetry is lost', () => {
    const logs = template.findResources('AWS::Logs::LogGroup');
    const filters = Object.values(template.findResources('AWS::Logs::MetricFilter')).map(({ Properties }) => ({
      log: logs[Properties.LogGroupName.Ref]?.['Properties'].LogGroupName,
      pattern: Properties.FilterPattern,
      values: Properties.MetricTransformations.map((each: Record<string, unknown>) => each['MetricValue']),
    }));

    expect(filters).toEqual(
      ['gateway', 'tracing'].map((name) => ({
        log: `/aws/lambda/signalbox-production-${name}`,
        pattern: '{ $.message = "ingestion.enqueue.lost" }',
        values: ['$.recordCount'],
      })),
    );
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'Signalbox',
      MetricName: 'TelemetryRecordsLost',
      Threshold: 1,
      EvaluationPeriods: 1,
      TreatMissingData: 'notBreaching',
    });
    // MiniStack has no metric filters.
    local.resourceCountIs('AWS::Logs::MetricFilter', 0);
  });

  it('has a resource for every path of the contracts', () => {
    const methods = Object.values(template.findResources('AWS::ApiGateway::Method'));
    const patterns = methods
      .map(({ Properties }) => pathOf(Properties.ResourceId.Ref))
      .map((path) => new RegExp(`^${path.replace('{proxy+}', '.+')}$`));

    const unreachable = routes.filter(({ path }) => !patterns.some((pattern) => pattern.test(path)));
    expect(unreachable.map(({ id }) => id)).toEqual([]);
  });

  it('calls functions through their alias only', () => {
    const methods = Object.values(template.findResources('AWS::ApiGateway::Method'));

    for (const { Properties } of methods) {
      expect(JSON.stringify(Properties.Integration.Uri)).toMatch(/"Ref":"\w+Live\w+"/);
    }
  });

  it('answers an unknown path with a problem that a browser may read', () => {
    template.hasResourceProperties('AWS::ApiGateway::GatewayResponse', {
      ResponseType: 'MISSING_AUTHENTICATION_TOKEN',
      StatusCode: '404',
      ResponseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" },
      ResponseTemplates: { 'application/json': Match.stringLikeRegexp('"code":"route_not_found"') },
    });
  });

  it.each([
    ['THROTTLED', "'1'"],
    ['DEFAULT_5XX', "'5'"],
  ])('says of %s when to send again', (ResponseType, seconds) => {
    template.hasResourceProperties('AWS::ApiGateway::GatewayResponse', {
      ResponseType,
      ResponseParameters: Match.objectLike({ 'gatewayresponse.header.Retry-After': seconds }),
    });
  });

  it('logs accesses and errors, but never bodies', () => {
    template.hasResourceProperties('AWS::ApiGateway::Stage', {
      StageName: 'production',
      TracingEnabled: true,
      AccessLogSetting: Match.anyValue(),
      MethodSettings: [Match.objectLike({ DataTraceEnabled: false, LoggingLevel: 'ERROR' })],
    });
  });

  it.each([
    ['production', 'email', 'false'],
    ['local', 'response', 'true'],
  ] as const)('is safe outside of a laptop: %s', (stage, delivery, allowsPrivate) => {
    const api = synthesizeStage(stage).template('api');

    api.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: `signalbox-${stage}-identity`,
      Environment: { Variables: Match.objectLike({ INVITATION_DELIVERY: delivery }) },
    });
    for (const domain of ['gateway', 'models']) {
      api.hasResourceProperties('AWS::Lambda::Function', {
        FunctionName: `signalbox-${stage}-${domain}`,
        Environment: {
          Variables: Match.objectLike({
            ALLOWS_PRIVATE_PROVIDERS: allowsPrivate,
            PROVIDER_SECRET_PREFIX: `signalbox/${stage}/providers/`,
          }),
        },
      });
    }
  });
});
