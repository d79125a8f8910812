import { keyPart } from './key-part.ts';

/** A ticket is stored under the hash of its secret, so that reading the table lets nobody connect. */
export function ticketKey(ticketHash: string) {
  return { pk: `TICKET#${keyPart(ticketHash)}`, sk: 'TICKET' };
}

export function connectionKey(connectionId: string) {
  return { pk: `CONNECTION#${keyPart(connectionId)}`, sk: 'META' };
}

export const topicPrefix = 'TOPIC#';

/** What a connection listens to: read when it closes. */
export function connectionTopicKey(connectionId: string, topic: string) {
  return { pk: `CONNECTION#${keyPart(connectionId)}`, sk: `${topicPrefix}${keyPart(topic)}` };
}

export const connectionPrefix = 'CONNECTION#';

/** Who listens to a topic: read when something is published. */
export function topicConnectionKey(topic: string, connectionId: string) {
  return { pk: topicPartition(topic), sk: `${connectionPrefix}${keyPart(connectionId)}` };
}

export function topicPartition(topic: string): string {
  return `${topicPrefix}${keyPart(topic)}`;
}

/** The recent events of a topic, in the order of their ids. */
export function eventPartition(topic: string): string {
  return `EVENTS#${keyPart(topic)}`;
}

export function eventKey(topic: string, eventId: string) {
  return { pk: eventPartition(topic), sk: eventId };
}
