import { RemovalPolicy } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  CachePolicy,
  Distribution,
  type DistributionProps,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { ConsoleHeaders } from './console-headers.ts';

type Domain = NonNullable<StageConfig['console']>['domain'];

export interface ConsoleSiteProps {
  domain: Domain;
  /** Origins that the console may call. */
  connectsTo: readonly string[];
}

/**
 * Paths of the console's router have no file behind them: they all are the page. Below the first word a dot is a name's, as in
 * `/users/ada@example.com`; files are at the top or among the assets.
 */
const routeToPage = `function handler(event) {
  var request = event.request;
  var isScreen = /^\\/(?!assets\\/)[\\w-]*(\\/|$)/.test(request.uri);
  if (isScreen) request.uri = '/index.html';
  return request;
}`;

/** A private bucket that only this distribution can read. */
export class ConsoleSite extends Construct {
  readonly bucket: Bucket;
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, { domain, connectsTo }: ConsoleSiteProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      // Every file in it can be built again.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.distribution = new Distribution(this, 'Distribution', {
      ...this.domainProps(domain),
      comment: 'Signalbox console',
      defaultRootObject: 'index.html',
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(this.bucket as IBucket),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        compress: true,
        responseHeadersPolicy: new ConsoleHeaders(this, 'Headers', connectsTo),
        functionAssociations: [{ function: this.createRouting(), eventType: FunctionEventType.VIEWER_REQUEST }],
      },
    });
  }

  private createRouting(): EdgeFunction {
    return new EdgeFunction(this, 'Routing', {
      code: FunctionCode.fromInline(routeToPage),
      runtime: FunctionRuntime.JS_2_0,
      comment: 'Answers the paths of the console router with its page',
    });
  }

  private domainProps(domain: Domain): Partial<DistributionProps> {
    if (domain === null) return {};
    return {
      domainNames: [domain.name],
      // Without a certificate of its own a distribution takes what CloudFront's domain takes.
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
    };
  }
}
