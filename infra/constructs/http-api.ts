import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccessLogFormat,
  CfnRestApi,
  EndpointType,
  LambdaIntegration,
  LogGroupLogDestination,
  MethodLoggingLevel,
  ResponseTransferMode,
  RestApi,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigateway';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Domain } from '../../shared/contract/route.ts';
import { routes } from '../../shared/contract/routes.ts';
import type { StageConfig } from '../config.ts';
import { physicalName } from './deployment.ts';
import { addGatewayResponses } from './gateway-responses.ts';
import { type RouteMount, routeMounts } from './route-mounts.ts';
import type { ServiceFunction } from './service-function.ts';

export interface HttpApiProps {
  config: StageConfig;
  functions: Readonly<Record<Domain, ServiceFunction>>;
}

/** The Regional REST API in front of the HTTP functions; its resources come from the route contracts. */
export class HttpApi extends Construct {
  readonly api: RestApi;
  /** As a browser's security policy names it. */
  readonly origin: string;
  /** Goes in front of a route's path. */
  readonly url: string;

  constructor(scope: Construct, id: string, { config, functions }: HttpApiProps) {
    super(scope, id);
    this.api = this.createApi(config);
    this.origin = `https://${this.api.restApiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`;
    this.url = `${this.origin}/${config.stage}`;
    addGatewayResponses(this.api);
    const integrations = new Map(
      (Object.keys(functions) as Domain[]).map((domain) => [domain, integrate(domain, functions[domain], config)]),
    );
    for (const mount of routeMounts(routes)) this.mount(mount, integrations.get(mount.domain));
  }

  private createApi(config: StageConfig): RestApi {
    const restApiName = physicalName(config, 'api');
    const accessLog = new LogGroup(this, 'AccessLog', {
      logGroupName: `/aws/apigateway/${restApiName}`,
      retention: config.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const api = new RestApi(this, 'Api', {
      restApiName,
      endpointTypes: [EndpointType.REGIONAL],
      // Compressed and binary telemetry must arrive unharmed, whatever content type it claims to have.
      binaryMediaTypes: ['*/*'],
      // The monitoring stack has set it for the account.
      cloudWatchRole: false,
      deployOptions: {
        stageName: config.stage,
        tracingEnabled: true,
        loggingLevel: MethodLoggingLevel.ERROR,
        // Request and response bodies hold prompts and keys.
        dataTraceEnabled: false,
        throttlingRateLimit: config.api.rateLimit,
        throttlingBurstLimit: config.api.burstLimit,
        accessLogDestination: new LogGroupLogDestination(accessLog),
        accessLogFormat: AccessLogFormat.jsonWithStandardFields(),
      },
    });
    requireModernTls(api);
    return api;
  }

  /** `ANY`: the functions know their methods and answer preflights and unknown routes in the API's own format. */
  private mount({ path, servesPath, servesBelow }: RouteMount, integration: LambdaIntegration | undefined): void {
    const resource = this.api.root.resourceForPath(path);
    if (servesPath) resource.addMethod('ANY', integration);
    if (servesBelow) resource.addResource('{proxy+}').addMethod('ANY', integration);
  }
}

/** Their handlers stream: tokens of a model, exports of traces. */
const streamedDomains: readonly Domain[] = ['gateway', 'tracing'];

function integrate(domain: Domain, { alias }: ServiceFunction, config: StageConfig): LambdaIntegration {
  // One permission for the whole API instead of one for each method.
  const options = { scopePermissionToMethod: false };
  if (!streamedDomains.includes(domain) || !config.api.streamsResponses) return new LambdaIntegration(alias, options);
  return new LambdaIntegration(alias, {
    ...options,
    responseTransferMode: ResponseTransferMode.STREAM,
    timeout: Duration.minutes(15),
  });
}

/** TLS 1.2 and up with forward secrecy; by default a Regional API still takes TLS 1.0. */
function requireModernTls(api: RestApi): void {
  const resource = api.node.defaultChild;
  if (!(resource instanceof CfnRestApi)) return;
  resource.securityPolicy = SecurityPolicy.TLS13_1_2_PFS_PQ_2025_09;
  resource.endpointAccessMode = 'STRICT';
}
