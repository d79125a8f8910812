import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Ids } from '../runtime/ids.ts';
import type { ConversationBlobs } from './conversation-blobs.ts';

export interface ConversationStorePorts {
  documents: DynamoDBDocumentClient;
  /** The table of traces. */
  tableName: string;
  blobs: ConversationBlobs;
  clock: Clock;
  ids: Ids;
}

/** A conversation of a project. Every key is made of both, so that no id reaches into another project. */
export interface ConversationRef {
  projectId: string;
  conversationId: string;
}
