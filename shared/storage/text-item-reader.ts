import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { mapConcurrently } from '../telemetry/map-concurrently.ts';
import { batchGet, batchGetSize } from './batch-get.ts';

export type TextItemKey = Readonly<Record<'pk' | 'sk', string>>;

/** What has been read, by sort key, which no two items of text share. */
export type TextItems = ReadonlyMap<string, Uint8Array>;

interface TextReadPorts {
  documents: DynamoDBDocumentClient;
  tableName: string;
}

const concurrentRequests = 16;

/** Reads items of text for searches, and counts the queries that it takes. */
export class TextItemReader {
  queryCount = 0;
  private readonly ports: TextReadPorts;

  constructor(ports: TextReadPorts) {
    this.ports = ports;
  }

  /** Not consistent: an item is written before anything tells of it, and never again. One that is gone is left out. */
  async read(keys: readonly TextItemKey[]): Promise<TextItems> {
    const { documents, tableName } = this.ports;
    const batches = Array.from({ length: Math.ceil(keys.length / batchGetSize) }, (_, index) =>
      keys.slice(index * batchGetSize, (index + 1) * batchGetSize),
    );
    this.queryCount += batches.length;
    const items = new Map<string, Uint8Array>();
    await mapConcurrently(batches, concurrentRequests, async (batch) => {
      for (const { sk, bytes } of await batchGet(documents, tableName, batch))
        items.set(String(sk), bytes as Uint8Array);
    });
    return items;
  }
}
