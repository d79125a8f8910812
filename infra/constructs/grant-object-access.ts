import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';

export type ObjectAction = 'GetObject' | 'PutObject' | 'PutObjectTagging' | 'DeleteObject';

/** Exactly these actions below some prefixes; the bucket's own grants use wildcards such as `s3:GetObject*`. */
export function grantObjectAccess(
  bucket: Bucket,
  grantee: IGrantable,
  prefixes: readonly string[],
  actions: readonly ObjectAction[],
): Grant {
  return Grant.addToPrincipal({
    grantee,
    actions: actions.map((action) => `s3:${action}`),
    resourceArns: prefixes.map((prefix) => bucket.arnForObjects(`${prefix}*`)),
  });
}

/** Without it a reader gets 403 for an object that does not exist, and cannot tell that from a fault. */
export function grantListing(bucket: Bucket, grantee: IGrantable, prefixes: readonly string[]): Grant {
  return Grant.addToPrincipal({
    grantee,
    actions: ['s3:ListBucket'],
    resourceArns: [bucket.bucketArn],
    conditions: { StringLike: { 's3:prefix': prefixes.map((prefix) => `${prefix}*`) } },
  });
}
