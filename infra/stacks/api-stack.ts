import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Domain } from '../../shared/contract/route.ts';
import type { Deployment } from '../constructs/deployment.ts';
import { HttpApi } from '../constructs/http-api.ts';
import { createHttpFunctions, type HttpFunctionSources } from '../constructs/http-functions.ts';
import { LostTelemetryAlarm } from '../constructs/lost-telemetry-alarm.ts';
import type { ServiceFunction } from '../constructs/service-function.ts';
import { SignalboxStack } from './signalbox-stack.ts';

/** Everything that answers over HTTP. */
export class ApiStack extends SignalboxStack {
  readonly http: HttpApi;
  readonly functions: Readonly<Record<Domain, ServiceFunction>>;

  constructor(scope: Construct, deployment: Deployment, sources: HttpFunctionSources) {
    super(scope, { config: deployment.config, name: 'api', description: 'the HTTP API', isStateful: false });
    this.functions = createHttpFunctions(this, deployment, sources);
    const { gateway, tracing } = this.functions;
    new LostTelemetryAlarm(this, 'LostTelemetry', deployment, [gateway, tracing]);
    this.http = new HttpApi(this, 'Http', { config: deployment.config, functions: this.functions });

    new CfnOutput(this, 'RestApiId', { value: this.http.api.restApiId });
    new CfnOutput(this, 'ApiUrl', { value: this.http.url });
  }
}
