import { keyPart } from './key-part.ts';

/**
 * Conversations live in the table of traces, in partitions of their own: none of their items has an index key or a sort
 * key that the consumers of the table's stream look for.
 */
export function conversationPk(projectId: string, conversationId: string): string {
  return `PROJECT#${keyPart(projectId)}#CONVERSATION#${keyPart(conversationId)}`;
}

export const conversationHeadKey = (projectId: string, conversationId: string) => ({
  pk: conversationPk(projectId, conversationId),
  sk: 'CONVERSATION',
});

export const conversationItemPrefix = 'ITEM#';
const sequenceDigits = 10;

export const conversationItemKey = (projectId: string, conversationId: string, sequence: number) => ({
  pk: conversationPk(projectId, conversationId),
  sk: `${conversationItemPrefix}${String(sequence).padStart(sequenceDigits, '0')}`,
});

/** Remembers that the turn of a request has been added. */
export const conversationTurnKey = (projectId: string, conversationId: string, requestId: string) => ({
  pk: conversationPk(projectId, conversationId),
  sk: `TURN#${keyPart(requestId)}`,
});

export const conversationListPk = (projectId: string): string => `PROJECT#${keyPart(projectId)}#CONVERSATIONS`;

/** Ids are UUIDv7, so the list is in the order in which conversations were begun. */
export const conversationListKey = (projectId: string, conversationId: string) => ({
  pk: conversationListPk(projectId),
  sk: keyPart(conversationId),
});

/** An answer that is kept by itself, in a partition of its own. */
export const storedResponseKey = (projectId: string, responseId: string) => ({
  pk: conversationPk(projectId, responseId),
  sk: 'RESPONSE',
});
