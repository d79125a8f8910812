/** How a table or index is keyed. Every key attribute is a string. */
export interface IndexDefinition {
  name: string;
  partitionKey: string;
  sortKey: string;
}

export interface TableDefinition {
  partitionKey: 'pk';
  sortKey: 'sk';
  indexes: readonly IndexDefinition[];
  /** Attribute that holds the expiry in epoch seconds. */
  ttlAttribute: 'ttl';
  /** What the stream carries, if there is one. */
  stream: 'NEW_IMAGE' | null;
}

/**
 * The four tables. CDK makes them from this, and so do the tests that need only tables. All indexes are sparse and
 * project every attribute: only small items carry index keys.
 */
export const tableDefinitions = {
  core: {
    partitionKey: 'pk',
    sortKey: 'sk',
    indexes: [{ name: 'gsi1', partitionKey: 'gsi1pk', sortKey: 'gsi1sk' }],
    ttlAttribute: 'ttl',
    stream: null,
  },
  traces: {
    partitionKey: 'pk',
    sortKey: 'sk',
    indexes: [
      { name: 'byTime', partitionKey: 'timePk', sortKey: 'timeSk' },
      { name: 'bySession', partitionKey: 'sessionPk', sortKey: 'sessionSk' },
      { name: 'byUser', partitionKey: 'userPk', sortKey: 'userSk' },
    ],
    ttlAttribute: 'ttl',
    stream: 'NEW_IMAGE',
  },
  rollups: { partitionKey: 'pk', sortKey: 'sk', indexes: [], ttlAttribute: 'ttl', stream: null },
  connections: { partitionKey: 'pk', sortKey: 'sk', indexes: [], ttlAttribute: 'ttl', stream: null },
} as const satisfies Record<string, TableDefinition>;

export type TableName = keyof typeof tableDefinitions;
