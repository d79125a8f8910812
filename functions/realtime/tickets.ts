import { createHash, randomBytes } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { ticketKey } from '../../shared/storage/realtime-keys.ts';
import { type Listener, readListener } from './listener.ts';
import { type RealtimeStore, ttlAfter } from './realtime-store.ts';

const lifetimeSeconds = 60;

export interface IssuedTicket {
  ticket: string;
  /** Epoch milliseconds. */
  expiresAt: number;
}

/** Makes a ticket for one connection: a browser cannot send a header when it opens a WebSocket. */
export async function issueTicket(store: RealtimeStore, holder: Listener): Promise<IssuedTicket> {
  const ticket = randomBytes(32).toString('base64url');
  const expiresAt = store.clock() + lifetimeSeconds * 1000;
  await store.documents.send(
    new PutCommand({
      TableName: store.tableName,
      Item: { ...ticketKey(hashOf(ticket)), ...holder, expiresAt, ttl: ttlAfter(store.clock, lifetimeSeconds) },
    }),
  );
  return { ticket, expiresAt };
}

/** Takes a ticket out of the world; null if it was used, is too old or never was. Of two who try, one succeeds. */
export async function redeemTicket(store: RealtimeStore, ticket: string): Promise<Listener | null> {
  try {
    const deleted = await store.documents.send(
      new DeleteCommand({
        TableName: store.tableName,
        Key: ticketKey(hashOf(ticket)),
        ConditionExpression: 'expiresAt > :now',
        ExpressionAttributeValues: { ':now': store.clock() },
        ReturnValues: 'ALL_OLD',
      }),
    );
    return readListener(deleted.Attributes);
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return null;
    throw error;
  }
}

function hashOf(ticket: string): string {
  return createHash('sha256').update(ticket).digest('hex');
}
