import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';

export type ObjectAction = 'GetObject' | 'PutObject' | 'DeleteObject';

/** Exactly these actions below a prefix; the bucket's own grants use wildcards such as `s3:GetObject*`. */
export function grantObjectAccess(
  bucket: Bucket,
  grantee: IGrantable,
  prefix: string,
  actions: readonly ObjectAction[],
): Grant {
  return Grant.addToPrincipal({
    grantee,
    actions: actions.map((action) => `s3:${action}`),
    resourceArns: [bucket.arnForObjects(`${prefix}*`)],
  });
}

/** Lets a reader see which objects are below a prefix, and whether one is missing. */
export function grantListing(bucket: Bucket, grantee: IGrantable, prefix: string): Grant {
  return Grant.addToPrincipal({
    grantee,
    actions: ['s3:ListBucket'],
    resourceArns: [bucket.bucketArn],
    conditions: { StringLike: { 's3:prefix': `${prefix}*` } },
  });
}
