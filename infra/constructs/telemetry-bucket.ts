import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, type LifecycleRule, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { retentionClasses } from '../../shared/storage/retention-class.ts';
import type { StageConfig } from '../config.ts';

/** A message waits in its queue for 4 days and in the dead-letter queue for 14; what it refers to outlives both. */
const claimDays = 20;

/**
 * Telemetry as received (`raw/`), large inputs and outputs (`payloads/`), large answers that are kept (`cache/`), bodies of large messages (`claims/`) and what the
 * queue refused (`spool/`).
 */
export class TelemetryBucket extends Bucket {
  constructor(scope: Construct, id: string, config: StageConfig) {
    super(scope, id, {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: config.isProtected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      lifecycleRules: lifecycleRules(config.telemetry),
    });
  }
}

function lifecycleRules({ rawDays, payloadDays, spoolDays }: StageConfig['telemetry']): LifecycleRule[] {
  return [
    { id: 'raw', prefix: 'raw/', expiration: Duration.days(rawDays) },
    ...retentionClasses.filter((days) => days < rawDays).map(rawOfShortRetention),
    // Objects from before there were classes, and every class that is longer than the stage allows.
    { id: 'payloads', prefix: 'payloads/', expiration: Duration.days(payloadDays) },
    ...retentionClasses.map(payloadsOfClass),
    // Those that expired; what somebody deletes is gone at once.
    { id: 'conversations', prefix: 'conversations/', expiration: Duration.days(payloadDays) },
    // An answer is kept for 30 days at most.
    { id: 'cache', prefix: 'cache/', expiration: Duration.days(31) },
    { id: 'claims', prefix: 'claims/', expiration: Duration.days(claimDays) },
    { id: 'spool', prefix: 'spool/', expiration: Duration.days(spoolDays) },
    { id: 'unfinished-uploads', abortIncompleteMultipartUploadAfter: Duration.days(1) },
  ];
}

/** A project that keeps things for a shorter time than the archive does: its requests go with its traces. */
function rawOfShortRetention(days: number): LifecycleRule {
  return { id: `raw-${days}d`, prefix: 'raw/', tagFilters: { days: String(days) }, expiration: Duration.days(days) };
}

function payloadsOfClass(days: number): LifecycleRule {
  return { id: `payloads-${days}d`, prefix: `payloads/${days}d/`, expiration: Duration.days(days) };
}
