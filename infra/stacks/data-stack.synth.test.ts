import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { retentionClasses } from '../../shared/storage/retention-class.ts';
import { tableDefinitions } from '../../shared/storage/table-definitions.ts';
import { stageNames } from '../config.ts';
import { synthesizeStage } from '../testing/synthesize-stage.ts';

const protectedStages = new Set(['staging', 'production']);

describe('stateful stacks', () => {
  it.each(stageNames)('are told apart from stateless ones by their protection in %s', (stage) => {
    const protection = synthesizeStage(stage).stacks.map(({ stackName, terminationProtection }) => [
      stackName.replace(`signalbox-${stage}-`, ''),
      terminationProtection ?? false,
    ]);
    const isProtected = protectedStages.has(stage);

    expect(Object.fromEntries(protection)).toEqual({
      data: isProtected,
      identity: isProtected,
      monitoring: false,
      ingestion: false,
      realtime: false,
      api: false,
      ...(stage === 'local' ? {} : { console: false }),
    });
  });

  it.each(stageNames)('keep what cannot be made again in %s only where it is protected', (stage) => {
    const stateful = synthesizeStage(stage)
      .resources()
      .filter(({ stack, type }) => ['data', 'identity'].includes(stack) && !/Policy$|UserPoolClient$/.test(type));
    const policy = protectedStages.has(stage) ? 'Retain' : 'Delete';

    expect(stateful.map(({ type }) => type).sort()).toEqual([
      'AWS::Cognito::UserPool',
      'AWS::DynamoDB::GlobalTable',
      'AWS::DynamoDB::GlobalTable',
      'AWS::DynamoDB::GlobalTable',
      'AWS::DynamoDB::GlobalTable',
      'AWS::S3::Bucket',
      'AWS::SecretsManager::Secret',
    ]);
    for (const resource of stateful) expect(resource.deletionPolicy, resource.logicalId).toBe(policy);
  });
});

describe('tables', () => {
  it.each([
    ['dev', false],
    ['production', true],
  ] as const)('of %s are backed up and guarded: %s', (stage, isProtected) => {
    synthesizeStage(stage)
      .template('data')
      .allResourcesProperties('AWS::DynamoDB::GlobalTable', {
        Replicas: [
          Match.objectLike({
            DeletionProtectionEnabled: isProtected,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: isProtected },
          }),
        ],
        TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      });
  });

  it('are keyed as the repositories expect', () => {
    const tables = synthesizeStage('production').template('data').findResources('AWS::DynamoDB::GlobalTable');
    const found = Object.values(tables).map(({ Properties }) => ({
      keys: keysOf(Properties.KeySchema),
      indexes: (Properties.GlobalSecondaryIndexes ?? []).map(
        ({ IndexName, KeySchema }: { IndexName: string; KeySchema: KeySchema }) => [IndexName, ...keysOf(KeySchema)],
      ),
      stream: Properties.StreamSpecification?.StreamViewType ?? null,
    }));

    expect(found).toEqual(
      Object.values(tableDefinitions).map(({ partitionKey, sortKey, indexes, stream }) => ({
        keys: [partitionKey, sortKey],
        indexes: indexes.map((index) => [index.name, index.partitionKey, index.sortKey]),
        stream,
      })),
    );
  });
});

type KeySchema = { AttributeName: string }[];
const keysOf = (schema: KeySchema) => schema.map(({ AttributeName }) => AttributeName);

describe('the telemetry bucket', () => {
  it('is private, encrypted, refuses plain HTTP and forgets', () => {
    const template = synthesizeStage('production').template('data');

    template.hasResourceProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: Match.anyValue(),
      LifecycleConfiguration: {
        Rules: Match.arrayWith(
          ['raw/', 'payloads/', 'conversations/', 'cache/', 'claims/', 'spool/', undefined].map((Prefix) =>
            Match.objectLike(Prefix === undefined ? { AbortIncompleteMultipartUpload: Match.anyValue() } : { Prefix }),
          ),
        ),
      },
    });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    });
  });

  it.each(retentionClasses)('forgets large payloads of a retention of %i days with their traces', (days) => {
    const prefixed = Match.objectLike({ Prefix: `payloads/${days}d/`, ExpirationInDays: days, Status: 'Enabled' });
    hasRule(prefixed);
  });

  it('forgets requests of projects with a short retention before the archive would', () => {
    for (const days of [1, 3, 7, 14]) {
      hasRule({
        ...{ Id: `raw-${days}d`, Prefix: 'raw/', TagFilters: [{ Key: 'days', Value: String(days) }] },
        ...{ ExpirationInDays: days, Status: 'Enabled' },
      });
    }
  });

  function hasRule(rule: unknown): void {
    synthesizeStage('production')
      .template('data')
      .hasResourceProperties('AWS::S3::Bucket', { LifecycleConfiguration: { Rules: Match.arrayWith([rule]) } });
  }
});
