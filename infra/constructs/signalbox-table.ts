import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, ProjectionType, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { type IndexDefinition, type TableName, tableDefinitions } from '../../shared/storage/table-definitions.ts';
import type { StageConfig } from '../config.ts';

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** One of the four tables, keyed as `shared/storage/table-definitions.ts` says. */
export class SignalboxTable extends TableV2 {
  constructor(scope: Construct, id: string, name: TableName, config: StageConfig) {
    const definition = tableDefinitions[name];
    const indexes: readonly IndexDefinition[] = definition.indexes;
    super(scope, id, {
      partitionKey: text(definition.partitionKey),
      sortKey: text(definition.sortKey),
      billing: Billing.onDemand(),
      timeToLiveAttribute: definition.ttlAttribute,
      deletionProtection: config.isProtected,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: config.isProtected },
      removalPolicy: config.isProtected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      ...(definition.stream === null ? {} : { dynamoStream: StreamViewType.NEW_IMAGE }),
      globalSecondaryIndexes: indexes.map((index) => ({
        indexName: index.name,
        partitionKey: text(index.partitionKey),
        sortKey: text(index.sortKey),
        projectionType: ProjectionType.ALL,
      })),
    });
  }
}
