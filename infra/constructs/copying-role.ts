import { DefaultStackSynthesizer, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { ConsoleSite } from './console-site.ts';

/**
 * What copying the console needs, action by action: the grants that `BucketDeployment` would make for itself use wildcards
 * such as `s3:GetObject*`.
 */
export class CopyingRole extends Role {
  constructor(scope: Construct, id: string, { bucket, distribution }: ConsoleSite) {
    super(scope, id, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaBasicExecutionRole')],
    });
    const allow = (actions: string[], resources: string[]) =>
      this.addToPolicy(new PolicyStatement({ actions, resources }));
    const uploads = uploadsArn(Stack.of(scope));
    allow(['s3:GetObject'], [`${uploads}/*`]);
    allow(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], [bucket.arnForObjects('*')]);
    allow(['s3:ListBucket', 's3:GetBucketLocation'], [uploads, bucket.bucketArn]);
    allow(['cloudfront:CreateInvalidation', 'cloudfront:GetInvalidation'], [distribution.distributionArn]);
  }
}

/** The bucket to which the CDK uploads what it deploys. */
function uploadsArn(stack: Stack): string {
  const qualifier = stack.synthesizer.bootstrapQualifier ?? DefaultStackSynthesizer.DEFAULT_QUALIFIER;
  const resource = `cdk-${qualifier}-assets-${stack.account}-${stack.region}`;
  return stack.formatArn({ service: 's3', region: '', account: '', resource });
}
