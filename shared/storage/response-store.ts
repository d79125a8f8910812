import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { JsonObject } from '../json/json-object.ts';
import { packItem, storedContentSchema, unpackItem } from './conversation-content.ts';
import { storedResponseKey } from './conversation-keys.ts';
import type { ConversationStorePorts } from './conversation-ports.ts';

/** An answer that can be read again and gone on from. */
export interface StoredResponse {
  responseId: string;
  /** Ids of the answers that it goes on from, the oldest first. */
  ancestors: readonly string[];
  /** As the caller got it. */
  response: JsonObject;
  /** The items that the caller sent, with ids. */
  input: readonly (JsonObject & { id: string; type: string })[];
  /** What the call added to what went before, in the chat dialect; the answer is the last. */
  messages: readonly JsonObject[];
}

/** Keeps answers of OpenAI's Responses API for as long as the project keeps content. */
export interface ResponseStore {
  put(projectId: string, stored: StoredResponse): Promise<void>;
  /** Null for what is not there, has expired, or is another project's. */
  find(projectId: string, responseId: string): Promise<StoredResponse | null>;
  /** False if there is no such answer. */
  remove(projectId: string, responseId: string): Promise<boolean>;
}

export interface ResponseStorePorts extends ConversationStorePorts {
  retentionDaysOf(projectId: string): Promise<number>;
}

const recordSchema = storedContentSchema.extend({ ancestors: z.array(z.string()), ttl: z.int() });
type StoredRecord = z.output<typeof recordSchema>;
type Content = Pick<StoredResponse, 'response' | 'input' | 'messages'>;

const secondsPerDay = 86_400;

/** In the partitions of conversations, one item each: the same function may touch them and nothing else does. */
export function createResponseStore(ports: ResponseStorePorts): ResponseStore {
  const { documents, tableName: TableName, blobs } = ports;
  const now = () => Math.floor(ports.clock() / 1000);

  async function findRecord(projectId: string, responseId: string): Promise<StoredRecord | null> {
    const Key = storedResponseKey(projectId, responseId);
    const { Item } = await documents.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    const record = Item ? recordSchema.parse(Item) : null;
    return record !== null && record.ttl > now() ? record : null;
  }

  return {
    async put(projectId, { responseId, ancestors, ...content }) {
      const item = { id: responseId, type: 'response', ...content };
      const packed = await packItem(item, { projectId, conversationId: responseId }, blobs);
      const ttl = now() + (await ports.retentionDaysOf(projectId)) * secondsPerDay;
      const Item = { ...storedResponseKey(projectId, responseId), ...packed, ancestors, ttl };
      await documents.send(new PutCommand({ TableName, Item }));
    },
    async find(projectId, responseId) {
      const record = await findRecord(projectId, responseId);
      const item = record && (await unpackItem(record, blobs));
      if (item === null) return null;
      const { response, input, messages } = item as unknown as Content;
      return { responseId, ancestors: record?.ancestors ?? [], response, input, messages };
    },
    async remove(projectId, responseId) {
      const record = await findRecord(projectId, responseId);
      if (record === null) return false;
      // The object first: an item that is gone cannot say any more where it is.
      if (record.reference !== undefined) await blobs.remove(record.reference);
      await documents.send(new DeleteCommand({ TableName, Key: storedResponseKey(projectId, responseId) }));
      return true;
    },
  };
}
