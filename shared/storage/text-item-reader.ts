import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { unlessBusy } from '../aws/unless-busy.ts';
import { mapConcurrently } from '../telemetry/map-concurrently.ts';
import { batchGet, batchGetSize } from './batch-get.ts';

export type TextItemKey = Readonly<Record<'pk' | 'sk', string>>;

/** What has been read, by sort key, which no two items of text share. */
export type TextItems = ReadonlyMap<string, Uint8Array>;

type Item = Record<string, unknown>;

interface TextReadPorts {
  documents: DynamoDBDocumentClient;
  tableName: string;
}

const concurrentRequests = 16;

/** Reads items of text, and counts the queries that it takes. */
export class TextItemReader {
  queryCount = 0;
  private readonly ports: TextReadPorts;

  constructor(ports: TextReadPorts) {
    this.ports = ports;
  }

  /** Not consistent: an item is written before anything tells of it, and never again. One that is gone is left out. */
  async read(keys: readonly TextItemKey[]): Promise<TextItems> {
    return await this.readAll(keys, (items) => items);
  }

  /**
   * For searches, which find the same without: as `read`, and what a busy table refuses is left out like what is gone. To open
   * traces instead takes longer.
   */
  async readWhatCan(keys: readonly TextItemKey[]): Promise<TextItems> {
    return await this.readAll(keys, unlessBusy);
  }

  private async readAll(
    keys: readonly TextItemKey[],
    settle: (items: Promise<Item[]>) => Promise<Item[] | null>,
  ): Promise<TextItems> {
    const { documents, tableName } = this.ports;
    const batches = Array.from({ length: Math.ceil(keys.length / batchGetSize) }, (_, index) =>
      keys.slice(index * batchGetSize, (index + 1) * batchGetSize),
    );
    this.queryCount += batches.length;
    const items = new Map<string, Uint8Array>();
    await mapConcurrently(batches, concurrentRequests, async (batch) => {
      const found = await settle(batchGet(documents, tableName, batch));
      for (const { sk, bytes } of found ?? []) items.set(String(sk), bytes as Uint8Array);
    });
    return items;
  }
}
