import type { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { createStageApp, synthesizeStage } from '../testing/synthesize-stage.ts';

describe('the console stack', () => {
  const template = synthesizeStage('production').template('console');

  it('reads its bucket by origin access control, over HTTPS', () => {
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        DefaultRootObject: 'index.html',
        HttpVersion: 'http2and3',
        DefaultCacheBehavior: Match.objectLike({ ViewerProtocolPolicy: 'redirect-to-https' }),
        Origins: [Match.objectLike({ OriginAccessControlId: Match.anyValue() })],
      },
    });
    template.resourceCountIs('AWS::CloudFront::CloudFrontOriginAccessIdentity', 0);
    template.hasResourceProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: Match.objectLike({ RestrictPublicBuckets: true }),
    });
  });

  it('sets strict security headers', () => {
    template.hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', {
      ResponseHeadersPolicyConfig: Match.objectLike({
        SecurityHeadersConfig: Match.objectLike({
          ContentSecurityPolicy: Match.objectLike({ Override: true }),
          ContentTypeOptions: { Override: true },
          FrameOptions: { FrameOption: 'DENY', Override: true },
          ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override: true },
          StrictTransportSecurity: Match.objectLike({ AccessControlMaxAgeSec: 63_072_000, IncludeSubdomains: true }),
        }),
      }),
    });
  });

  it('may call its own API, its WebSocket and Cognito, and nothing else', () => {
    const [policy] = Object.values(template.findResources('AWS::CloudFront::ResponseHeadersPolicy'));
    const text = JSON.stringify(policy);
    const connectsTo = text.slice(text.indexOf('connect-src'), text.indexOf('manifest-src'));

    expect(connectsTo.match(/https:\/\/|wss:\/\//g)).toEqual(['https://', 'wss://', 'https://']);
    expect(connectsTo).toContain('cognito-idp');
  });

  it('asks for TLS 1.2 of 2021 on a domain of its own', () => {
    const domain = { name: 'signalbox.example', certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/x' };
    const stack = createStageApp('dev', { console: { domain } }).node.findChild('signalbox-dev-console');

    Template.fromStack(stack as Stack).hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: Match.objectLike({
        Aliases: ['signalbox.example'],
        ViewerCertificate: Match.objectLike({ MinimumProtocolVersion: 'TLSv1.2_2021' }),
      }),
    });
  });

  it('is not in the local stage', () => {
    expect(synthesizeStage('local').stacks.map(({ stackName }) => stackName)).not.toContain('signalbox-local-console');
  });
});
