import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { type IGrantable, type IPrincipal, type IRole, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  type IFunction,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { FunctionDefinition } from '../function-definitions.ts';
import { type Deployment, physicalName } from './deployment.ts';
import { raiseFunctionAlarms } from './function-alarms.ts';
import { bundledCode } from './function-bundle.ts';
import { assertEnvironment, type RuntimeVariable } from './function-environment.ts';
import { liveAlias } from './live-alias.ts';

export interface ServiceFunctionProps {
  deployment: Deployment;
  definition: FunctionDefinition;
  /** Exactly the variables of the definition's schema. */
  environment: Readonly<Record<string, string>>;
}

/** Every Lambda function there is: its code, its log, its alarms and the alias through which it is called. */
export class ServiceFunction extends Construct implements IGrantable {
  readonly function: LambdaFunction;
  /** Callers use this and never the function, so that a deployment can move them together. */
  readonly alias: IFunction;
  readonly logGroup: LogGroup;
  readonly grantPrincipal: IPrincipal;

  constructor(scope: Construct, id: string, { deployment, definition, environment }: ServiceFunctionProps) {
    super(scope, id);
    const { config } = deployment;
    const functionName = physicalName(config, definition.name);
    assertEnvironment(functionName, definition.environmentSchema, environment);
    this.logGroup = this.createLogGroup(functionName, config.logRetentionDays);
    this.function = new LambdaFunction(this, 'Function', {
      functionName,
      description: definition.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: config.architecture === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64,
      code: bundledCode(definition.entry),
      handler: 'index.handler',
      memorySize: definition.memoryMb,
      timeout: Duration.seconds(definition.timeoutSeconds),
      tracing: Tracing.ACTIVE,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.WARN,
      logGroup: this.logGroup,
      role: this.createRole(this.logGroup) as IRole,
      environment: { ...environment, ...runtimeVariables(deployment, definition) },
    });
    this.grantPrincipal = this.function.grantPrincipal;
    this.alias = liveAlias(this, this.function, config);
    raiseFunctionAlarms(this, deployment, this.function, definition);
  }

  /** Writes to its own log and no other; the managed policy for functions allows all of them. */
  private createRole(logGroup: LogGroup): Role {
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    return role;
  }

  private createLogGroup(functionName: string, retention: number): LogGroup {
    return new LogGroup(this, 'Log', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}

function runtimeVariables({ config }: Deployment, definition: FunctionDefinition): Record<RuntimeVariable, string> {
  return {
    LOG_LEVEL: 'INFO',
    NODE_OPTIONS: '--enable-source-maps',
    POWERTOOLS_METRICS_NAMESPACE: 'Signalbox',
    POWERTOOLS_SERVICE_NAME: definition.name,
    // The emulator has no X-Ray daemon to take the segments.
    POWERTOOLS_TRACE_ENABLED: String(config.stage !== 'local'),
  };
}
