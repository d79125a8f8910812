/** A finding of cdk-nag's AwsSolutions rules that is as it should be, and why. */
export interface AcknowledgedFinding {
  rule: RegExp;
  /** Construct paths, without the stage. */
  where: RegExp;
  reason: string;
}

export const acknowledgedFindings: readonly AcknowledgedFinding[] = [
  {
    rule: /^AwsSolutions-S1$/,
    where: /^(data\/Telemetry|console\/Site\/Bucket)\/Resource$/,
    reason:
      'Only functions and CloudFront can read these buckets; a log of every access would cost more than the data.',
  },
  {
    rule: /^AwsSolutions-COG2$/,
    where: /^identity\/People\/Pool\//,
    reason: 'The console does not offer a second factor yet; invitations and a 12-character password guard sign-in.',
  },
  {
    rule: /^AwsSolutions-COG8$/,
    where: /^identity\/People\/Pool\//,
    reason: 'The Plus plan costs USD 0.02 for every active user a month; whoever wants it switches it on.',
  },
  {
    rule: /^AwsSolutions-SMG4$/,
    where: /^identity\/KeyPepper\//,
    reason: 'A new pepper makes every API key invalid, so it changes by decision and never by timer.',
  },
  {
    rule: /^AwsSolutions-IAM4\[.*AWSLambdaBasicExecutionRole\]$/,
    where: /^console\/Files\/Role\//,
    reason: "The log of the CDK's own copying function, during deployments only.",
  },
  {
    rule: /^AwsSolutions-IAM4\[.*AmazonAPIGatewayPushToCloudWatchLogs\]$/,
    where: /^monitoring\/ApiGatewayLogging\/Role\//,
    reason: 'API Gateway takes one role for the logs of all APIs of an account.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    where: /\/Role\/DefaultPolicy\//,
    reason:
      'xray:PutTraceSegments, xray:PutTelemetryRecords and bedrock:ListFoundationModels know no resources; the least-privilege test allows nothing else.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::<(Core|Traces)\w+\.Arn>\/index\/\*\]$/,
    where: /^(api|ingestion)\/.+\/Role\/DefaultPolicy\//,
    reason: 'The indexes of a table that the function may read anyway.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::<Telemetry\w+\.Arn>\/(cache|claims|conversations|payloads|raw|spool)\/\*\]$/,
    where: /^(api|ingestion)\/.+\/Role\/DefaultPolicy\//,
    reason: 'Objects are made at run time; each function is bound to the prefixes that it needs.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*:secret:signalbox\/\w+\/providers\/\*\]$/,
    where: /^api\/(Gateway|Models)\/Role\/DefaultPolicy\//,
    reason: "Providers' keys are made at run time, below this prefix.",
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:.*:bedrock:\*:.*:(foundation-model|(application-)?inference-profile)\/\*\]$/,
    where: /^api\/Gateway\/Role\/DefaultPolicy\//,
    reason: 'Calls of models only; which models and regions a call names is known at run time.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*\/@connections\/\*\]$/,
    where: /^realtime\/(SocketFunction|Publisher|LivePublisher)\/Role\/DefaultPolicy\//,
    reason: 'Connections of this WebSocket only; their ids come and go.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::(<SiteBucket\w+\.Arn>|arn:.*:cdk-hnb659fds-assets-.*)\/\*\]$/,
    where: /^console\/Files\/Role\/DefaultPolicy\//,
    reason: 'Copies the built console from the bucket of the CDK to the bucket of the console.',
  },
  {
    rule: /^AwsSolutions-SQS3$/,
    where: /^(ingestion\/Rollups|realtime\/LiveUpdates)\/DeadLetters\//,
    reason: 'These are dead-letter queues, of event sources instead of queues.',
  },
  {
    rule: /^AwsSolutions-APIG4$/,
    where: /^(api\/Http\/Api|realtime\/Socket\/Api)\//,
    reason:
      'The functions authenticate: one middleware for keys and tokens everywhere, and tickets on $connect. Tested by route.',
  },
  {
    rule: /^AwsSolutions-COG4$/,
    where: /^api\/Http\/Api\//,
    reason: 'The same middleware checks Cognito tokens; a Cognito authorizer would lock out API keys.',
  },
  {
    rule: /^AwsSolutions-APIG2$/,
    where: /^api\/Http\/Api\/Resource$/,
    reason: 'The functions validate with the contracts and answer with the field that is wrong.',
  },
  {
    rule: /^AwsSolutions-APIG3$/,
    where: /^api\/Http\/Api\/DeploymentStage/,
    reason: 'A web ACL costs USD 5 a month while nothing happens; throttling bounds the API. See docs/decisions/0004.',
  },
  {
    rule: /^AwsSolutions-CFR[12]$/,
    where: /^console\/Site\/Distribution\//,
    reason: 'Static files for anybody anywhere; a web ACL would cost USD 5 a month and has nothing to protect.',
  },
  {
    rule: /^AwsSolutions-CFR3$/,
    where: /^console\/Site\/Distribution\//,
    reason: 'Who loads static files is of no interest; calls of the API are logged.',
  },
  {
    rule: /^AwsSolutions-CFR4$/,
    where: /^console\/Site\/Distribution\//,
    reason: "CloudFront's own domain fixes the protocol; with a domain of one's own the stage asks for TLS 1.2 (2021).",
  },
  {
    rule: /^AwsSolutions-L1$/,
    where: /^console\/Custom::CDKBucketDeployment/,
    reason: "The CDK's own function, with the runtime that it was tested with.",
  },
];
