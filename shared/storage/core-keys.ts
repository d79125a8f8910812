import { keyPart } from './key-part.ts';

/** Keys of the core table's identity items. */
export interface ItemKey {
  pk: string;
  sk: string;
}

export const projectKey = (projectId: string): ItemKey => ({ pk: projectPartition(projectId), sk: 'PROJECT' });
export const projectPartition = (projectId: string): string => `PROJECT#${keyPart(projectId)}`;

export const memberPrefix = 'MEMBER#';
export const memberKey = (projectId: string, personId: string): ItemKey => ({
  pk: projectPartition(projectId),
  sk: `${memberPrefix}${keyPart(personId)}`,
});
/** The projects of a person. */
export const personPartition = (personId: string): string => `PERSON#${keyPart(personId)}`;
export const memberIndexKey = (projectId: string, personId: string) => ({
  gsi1pk: personPartition(personId),
  gsi1sk: projectPartition(projectId),
});

/** A partition of its own, because a request brings nothing but the id of its key. */
export const apiKeyKey = (keyId: string): ItemKey => ({ pk: `KEY#${keyPart(keyId)}`, sk: 'KEY' });
export const projectKeysPartition = (projectId: string): string => `${projectPartition(projectId)}#KEYS`;
/** UTC times of equal length sort as text, so the keys of a project are listed in the order they were made. */
export const apiKeyIndexKey = (projectId: string, createdAt: number, keyId: string) => ({
  gsi1pk: projectKeysPartition(projectId),
  gsi1sk: `${new Date(createdAt).toISOString()}#${keyPart(keyId)}`,
});

export const auditPartition = (projectId: string): string => `${projectPartition(projectId)}#AUDIT`;
/** The id is a UUIDv7, so entries sort by time. */
export const auditKey = (projectId: string, entryId: string): ItemKey => ({
  pk: auditPartition(projectId),
  sk: keyPart(entryId),
});
