import { Aws, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { LogGroupLogDestination, WebSocketApi, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { physicalName } from './deployment.ts';
import type { ServiceFunction } from './service-function.ts';

/** The WebSocket over which everything live reaches the console. */
export class SocketApi extends Construct {
  readonly api: WebSocketApi;
  /** As a browser's security policy names it. */
  readonly origin: string;
  /** What browsers connect to. */
  readonly url: string;
  /** Where messages to connections are posted. */
  readonly managementUrl: string;
  private readonly config: StageConfig;

  constructor(scope: Construct, id: string, config: StageConfig) {
    super(scope, id);
    this.config = config;
    this.api = new WebSocketApi(this, 'Api', {
      apiName: physicalName(config, 'realtime'),
      routeSelectionExpression: '$request.body.action',
    });
    this.origin = `wss://${this.api.apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`;
    const endpoints = socketEndpoints(this.api.apiId, config);
    this.url = endpoints.url;
    this.managementUrl = endpoints.managementUrl;
  }

  /** One function for all of it: what a message means is its business and not API Gateway's. */
  serve(handler: ServiceFunction): void {
    for (const route of ['$connect', '$disconnect', '$default']) {
      const name = route.slice(1);
      this.api.addRoute(route, { integration: new WebSocketLambdaIntegration(`${name}-integration`, handler.alias) });
    }
    const logGroup = new LogGroup(this, 'AccessLog', {
      logGroupName: `/aws/apigateway/${physicalName(this.config, 'realtime')}`,
      retention: this.config.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new WebSocketStage(this, 'Stage', {
      webSocketApi: this.api,
      stageName: this.config.stage,
      autoDeploy: true,
      throttle: { rateLimit: this.config.api.rateLimit, burstLimit: this.config.api.burstLimit },
      accessLogSettings: { destination: new LogGroupLogDestination(logGroup) },
    });
  }

  /** Posting to connections and closing them, on this stage only. */
  grantPostToConnections(grantee: IGrantable): Grant {
    const resource = `${this.api.apiId}/${this.config.stage}/*/@connections/*`;
    return Grant.addToPrincipal({
      grantee,
      actions: ['execute-api:ManageConnections'],
      resourceArns: [Stack.of(this).formatArn({ service: 'execute-api', resource })],
    });
  }
}

/** An emulator has one address for everything; AWS has a host for every API. */
function socketEndpoints(apiId: string, { stage, emulatorUrl }: StageConfig): { url: string; managementUrl: string } {
  if (emulatorUrl === null) {
    const host = `${apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}/${stage}`;
    return { url: `wss://${host}`, managementUrl: `https://${host}` };
  }
  const managementUrl = `${emulatorUrl.replace(/\/$/, '')}/_aws/execute-api/${apiId}/${stage}`;
  return { url: managementUrl.replace(/^http:/, 'ws:'), managementUrl };
}
